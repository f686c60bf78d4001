/// The page's look: `docs/output.md`. Colours are tuned for a contrast of 4.5:1 in light and dark.
enum HTMLStyle {
  static let css = """
    :root{color-scheme:light dark;--bg:#fff;--soft:#f6f7f9;--ink:#181d24;--muted:#56606c;--line:#dfe3e8;--strong:#c3cad2;
    --accent:#0b5cad;--critical:#b3211a;--high:#a84300;--medium:#7a5a00;--low:#475a70;--informational:#666e78;
    --critical-soft:#fdf0ef;--high-soft:#fdf3ec;--medium-soft:#fbf6e6;--low-soft:#f1f4f7}
    @media (prefers-color-scheme:dark){:root{--bg:#0f1317;--soft:#161b21;--ink:#e5e9ee;--muted:#9ba7b4;--line:#29313a;
    --strong:#46515d;--accent:#79b8ff;--critical:#ff8f86;--high:#ffab6b;--medium:#e3bd4b;--low:#a9b8c9;
    --informational:#98a2ad;--critical-soft:#2b1718;--high-soft:#2a1c12;--medium-soft:#262010;--low-soft:#1a2129}}
    @media print{:root{color-scheme:light;--bg:#fff;--soft:#f6f7f9;--ink:#000;--muted:#444;--line:#ccc;--strong:#999;
    --accent:#0b5cad;--critical:#b3211a;--high:#a84300;--medium:#7a5a00;--low:#475a70;--informational:#666e78;
    --critical-soft:#fff;--high-soft:#fff;--medium-soft:#fff;--low-soft:#fff}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
    "Noto Sans","Hiragino Sans","Noto Sans CJK JP",sans-serif;font-variant-numeric:tabular-nums}
    main,.top,.foot{max-width:1040px;margin:0 auto;padding:0 24px}
    a{color:var(--accent);text-underline-offset:2px}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    h1,h2,h3,p,dl,dd,ol,table{margin:0}
    code,.mono{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
    .top{padding-top:32px;padding-bottom:24px}
    .brand{display:flex;align-items:center;gap:8px;color:var(--muted);font-weight:600;letter-spacing:.02em}
    .brand svg{width:18px;height:18px;color:var(--accent)}
    h1{font-size:24px;line-height:1.3;margin-top:16px;letter-spacing:-.01em;text-wrap:balance}
    .lead{color:var(--muted);margin-top:8px;max-width:78ch}
    .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
    .informational{color:var(--informational)}
    .level{font-weight:650;white-space:nowrap}
    .muted{color:var(--muted)}
    .list{width:100%;border-collapse:collapse;margin-bottom:32px}
    .list td{padding:8px 16px 8px 0;border-top:1px solid var(--line);vertical-align:baseline}
    .list tr:last-child td{border-bottom:1px solid var(--line)}
    .list a{color:inherit;text-decoration:none;font-weight:550}.list a:hover{text-decoration:underline}
    .list .num{text-align:right;white-space:nowrap}.list .when{white-space:nowrap;color:var(--muted)}
    article{border:1px solid var(--line);border-top:3px solid currentColor;border-radius:4px;margin-bottom:40px}
    article>*{color:var(--ink)}
    .head{padding:20px 24px;border-bottom:1px solid var(--line)}
    .badge{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline}
    .score{font-weight:650}.score small{font-weight:400;color:var(--muted);font-size:12px}
    .id{margin-left:auto;color:var(--muted)}
    h2{font-size:20px;line-height:1.35;margin-top:8px;letter-spacing:-.005em;overflow-wrap:anywhere;text-wrap:pretty}
    .story{margin-top:12px;max-width:84ch;overflow-wrap:anywhere}
    .note{color:var(--muted);font-size:12px;white-space:nowrap}.story .note{margin-left:3px}.note a{color:inherit;text-decoration:none}
    .note a:hover{text-decoration:underline}:target{background:var(--soft)}.after{margin-bottom:12px}
    section{padding:20px 24px;border-bottom:1px solid var(--line)}section:last-child{border-bottom:0}
    h3{font-size:13px;font-weight:650;margin-bottom:12px}
    .facts{display:grid;grid-template-columns:104px 1fr;gap:6px 16px}
    .facts dt{color:var(--muted)}.facts dd{margin:0;overflow-wrap:anywhere}
    .two{display:grid;grid-template-columns:1fr 1fr;padding:0}.two>div{padding:20px 24px}
    .two>div+div{border-left:1px solid var(--line)}
    .do{padding-left:28px}.do li{margin-bottom:6px;padding-left:2px;overflow-wrap:anywhere}.do li::marker{color:var(--muted)}
    .chain{display:flex;flex-wrap:wrap;gap:4px 0}.chain span:not(:last-child)::after{content:"→";color:var(--muted);margin:0 6px}
    .figure{overflow-x:auto}.figure svg{display:block;width:100%;min-width:760px;height:auto}
    svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Hiragino Sans","Noto Sans CJK JP",sans-serif;
    fill:var(--ink);font-variant-numeric:tabular-nums}
    svg .sub{font-size:11px;fill:var(--muted)}svg .col{font-size:11px;fill:var(--muted);font-weight:600}
    svg .grid{stroke:var(--line)}svg .lane{stroke:var(--line)}svg .flag{stroke:var(--strong);stroke-dasharray:2 3}
    svg .mark{fill:currentColor;stroke:var(--bg);stroke-width:1.5}svg .hollow{fill:var(--bg);stroke:currentColor;stroke-width:1.6}
    svg .burst{fill:currentColor;opacity:.3}
    svg .node{fill:var(--soft);stroke:var(--strong)}svg .actor{stroke:var(--accent);stroke-width:1.5}
    svg .edge{fill:none;stroke:var(--strong);stroke-width:1.25}svg .acted{stroke:var(--muted)}
    svg .assumed{stroke:var(--accent);stroke-dasharray:4 3}svg .tip{fill:var(--muted)}svg .tip.a{fill:var(--accent)}
    .legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:12px;color:var(--muted);font-size:12px}
    .steps{width:100%;border-collapse:collapse;table-layout:fixed}
    .steps th{text-align:left;font-weight:500;color:var(--muted);font-size:12px;padding:0 16px 6px 0}
    .steps td{border-top:1px solid var(--line);padding:10px 16px 10px 0;vertical-align:top;overflow-wrap:anywhere}
    .steps td:last-child,.steps th:last-child{padding-right:0}
    .steps .t{width:104px}.steps .l{width:112px}.steps .e{width:240px}
    .steps .title{font-weight:550}.what{color:var(--muted);margin-top:2px}.why{margin:4px 0;padding-left:18px}
    .times{font-weight:400;color:var(--muted);white-space:nowrap}
    .denied{color:var(--ink);border:1px solid var(--strong);border-radius:3px;padding:0 5px;font-size:12px;white-space:nowrap}
    .plain{border:1px solid var(--line);border-radius:4px;margin-bottom:40px;border-top-width:1px}
    .cols{columns:2;column-gap:48px;list-style:none;padding:0;margin:0}.cols li{display:flex;justify-content:space-between;
    gap:16px;break-inside:avoid;padding:2px 0}
    .problems{padding-left:18px;margin:0}.problems li{overflow-wrap:anywhere;margin-bottom:4px}
    .foot{color:var(--muted);font-size:12px;padding-bottom:40px}
    @media screen and (max-width:760px){main,.top,.foot{padding-left:16px;padding-right:16px}.head,section,.two>div{padding:16px}
    .two{grid-template-columns:1fr;padding:0}.two>div+div{border-left:0;border-top:1px solid var(--line)}
    .facts{grid-template-columns:84px 1fr}.id{margin-left:0}.cols{columns:1}
    .steps,.steps tbody,.steps tr,.steps td{display:block;width:auto!important}.steps thead{display:none}
    .steps td{border-top:0;padding:2px 0}.steps tr{border-top:1px solid var(--line);padding:10px 0}
    .list .when,.list .num{display:none}}
    @media print{@page{margin:14mm}body{font-size:10pt}main,.top,.foot{max-width:none;padding:0}.top{padding-bottom:16px}
    article,.plain{border:0;border-top:2px solid currentColor;border-radius:0;margin-bottom:24px}.plain{border-top-color:var(--line)}
    .head,section,.two>div{padding-left:0;padding-right:0}.two>div+div{padding-left:24px}.two>div:first-child{padding-right:24px}
    .figure{overflow:visible}.figure svg{min-width:0}h2,h3{break-after:avoid}
    .figure,.steps tr,.do li,.list tr{break-inside:avoid}article+article{break-before:page}.steps .e{width:200px}
    a{color:inherit;text-decoration:none}thead{display:table-header-group}}
    """
}
