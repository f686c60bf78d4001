/// File names that say that a file holds no JSON logs.
enum NotLogs {
  /// Extensions in lower case. An unknown extension, or none, leaves it to the content.
  static let extensions: Set<Substring> = [
    // Documents and pictures.
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "rtf", "md", "rst", "adoc", "tex", "html", "htm", "css",
    "xml",
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "tiff", "mp3", "mp4", "mov", "avi", "wav", "ttf", "woff",
    "woff2",
    // Source code, settings and what is built from them.
    "yml", "yaml", "toml", "ini", "cfg", "conf", "properties", "lock", "sum", "mod", "py", "pyc", "swift", "c", "h",
    "cc", "cpp",
    "hpp", "m", "go", "rs", "java", "kt", "scala", "class", "jar", "rb", "php", "pl", "lua", "js", "mjs", "ts", "tsx",
    "jsx",
    "map", "sh", "bash", "ps1", "bat", "sql", "tf", "hcl", "rego", "ipynb", "patch", "diff",
    "o", "a", "so", "dylib", "dll", "exe", "wasm", "bin", "iso", "img", "dmg", "deb", "rpm", "apk",
    // Tables, databases and captures, which are read by other means or not at all.
    "csv", "tsv", "sqlite", "sqlite3", "db", "mmdb", "pcap", "pcapng", "evtx", "etl", "dmp",
    // Keys.
    "pem", "crt", "cer", "der", "key", "p12", "pfx", "asc", "sig", "sha256", "md5",
  ]

  /// Compression suffixes are not what counts: `trail.csv.gz` is a table.
  static func contains(name: Substring) -> Bool {
    var parts = name.lowercased().split(separator: ".")[...]
    if let last = parts.last, last == "gz" || last == "zst" || last == "zstd" { parts = parts.dropLast() }
    guard parts.count > 1, let last = parts.last else { return false }
    return extensions.contains(last)
  }
}
