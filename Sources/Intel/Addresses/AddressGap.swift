/// Something that is not known of addresses because no file was given that would tell.
public struct AddressGap: Sendable, Hashable {
  /// What cannot be told without another file.
  public enum Kind: String, Sendable, CaseIterable { case country, city, network, anonymity, provider, tor }

  public let kind: Kind
  /// What is missed, and where the file that tells is to be had.
  public let en: String
  public let ja: String

  init(_ kind: Kind) {
    self.kind = kind
    (en, ja) = Self.texts(kind)
  }

  private static func texts(_ kind: Kind) -> (String, String) {
    switch kind {
    case .country:
      (
        "No country database: countries come from the records alone. Free: GeoLite2-Country (maxmind.com, with an account), DB-IP Country Lite (db-ip.com), IPinfo Lite (ipinfo.io).",
        "国のデータベースがないため、国はログに書かれている場合しか分かりません。無償の入手先：GeoLite2-Country（maxmind.com、要登録）、DB-IP Country Lite（db-ip.com）、IPinfo Lite（ipinfo.io）。"
      )
    case .city:
      (
        "No city database: distances and impossible travel are not judged. Free: GeoLite2-City (maxmind.com, with an account), DB-IP City Lite (db-ip.com).",
        "都市のデータベースがないため、距離を計算できず、不可能な移動を判定しません。無償の入手先：GeoLite2-City（maxmind.com、要登録）、DB-IP City Lite（db-ip.com）。"
      )
    case .network:
      (
        "No AS database: a network is the /24 or /48 of an address, and its operator is not named. Free: GeoLite2-ASN (maxmind.com, with an account), DB-IP ASN Lite (db-ip.com), IPinfo Lite (ipinfo.io).",
        "AS のデータベースがないため、ネットワークは /24（IPv6 は /48）単位で区別し、事業者名は分かりません。無償の入手先：GeoLite2-ASN（maxmind.com、要登録）、DB-IP ASN Lite（db-ip.com）、IPinfo Lite（ipinfo.io）。"
      )
    case .anonymity:
      (
        "No list of VPN or hosting networks: they are not told from others. Free: public lists of networks saved as vpn*.txt or hosting*.txt; to be bought: GeoIP2 Anonymous IP (maxmind.com), IPinfo Privacy (ipinfo.io).",
        "VPN やホスティングのネットワーク一覧がないため、ほかのネットワークと区別できません。公開されている一覧を vpn*.txt、hosting*.txt という名前で保存するか、GeoIP2 Anonymous IP（maxmind.com、有償）、IPinfo Privacy（ipinfo.io、有償）を使ってください。"
      )
    case .provider:
      (
        "No published ranges: addresses of cloud providers are not told from others. Free: https://ip-ranges.amazonaws.com/ip-ranges.json, https://www.gstatic.com/ipranges/cloud.json and goog.json, Azure's ServiceTags_Public (microsoft.com/download, id 56519), https://api.github.com/meta.",
        "クラウド事業者の公開アドレス範囲がないため、事業者のアドレスを区別できません。無償の入手先：https://ip-ranges.amazonaws.com/ip-ranges.json、https://www.gstatic.com/ipranges/cloud.json と goog.json、Azure の ServiceTags_Public（microsoft.com/download、id 56519）、https://api.github.com/meta。"
      )
    case .tor:
      (
        "No list of Tor exits. Free: https://check.torproject.org/torbulkexitlist (keep the name), to be fetched anew every hour.",
        "Tor の出口ノードの一覧がありません。無償の入手先：https://check.torproject.org/torbulkexitlist（ファイル名はそのまま、1 時間ごとに更新してください）。"
      )
    }
  }
}
