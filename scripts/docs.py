#!/usr/bin/env python3
"""Keeps the documentation true.

docs.py --links            every relative link and image in the Markdown files leads to a file, and every #anchor to a heading
docs.py --write BINARY     fills each block between `<!-- generated: ARGUMENTS -->` and `<!-- end -->` with what
                           `yagura ARGUMENTS` prints; what is Markdown (--format markdown, csa) stands as it is
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"(<!-- generated: (?P<arguments>[^>]*?) -->\n).*?(<!-- end -->)", re.S)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)


def pages():
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("Examples/**/*.md"), *ROOT.glob("Benchmarks/*.md")]
    return sorted(found)


def anchor(heading):
    """GitHub's name for a heading."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(page):
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor(h) for h in re.findall(r"^#+ (.*)$", prose, re.M)}


def broken_links():
    for page in pages():
        prose = FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in LINK.findall(prose):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, fragment = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                yield page, target, "no such file"
            elif fragment and file.suffix == ".md" and fragment not in anchors(file):
                yield page, target, "no such heading"


def write(binary):
    for page in pages():
        before = page.read_text(encoding="utf-8")

        def fill(block):
            arguments = block["arguments"].split()
            run = subprocess.run([binary, *arguments], capture_output=True, text=True, cwd=ROOT, env={"NO_COLOR": "1", "COLUMNS": "100"})
            if run.returncode != 0:
                sys.exit(f"{page.relative_to(ROOT)}: yagura {' '.join(arguments)} failed: {run.stderr.strip()}")
            text = "\n".join(line.rstrip() for line in run.stdout.strip("\n").splitlines())
            if arguments[-2:] in (["--format", "markdown"], ["--format", "csa"]):
                return f"{block[1]}\n{text}\n\n{block[3]}"
            return f"{block[1]}```text\n{text}\n```\n{block[3]}"

        after = BLOCK.sub(fill, before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")


def main(arguments):
    if arguments == ["--links"]:
        bad = list(broken_links())
        for page, target, reason in bad:
            print(f"{page.relative_to(ROOT)}: {target}: {reason}")
        print(f"{len(pages())} pages, {len(bad)} broken links")
        return 1 if bad else 0
    if len(arguments) == 2 and arguments[0] == "--write":
        write(arguments[1])
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
