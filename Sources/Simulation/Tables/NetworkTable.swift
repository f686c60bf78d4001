/// The networks of the simulated world. The blocks and numbers are of the size and shape of those of the carriers
/// named; which address is whose in them is made up. None is kept for documentation, because those count as local.
enum NetworkTable {
  static let all: [Network] = text.split(separator: "\n").compactMap { Network($0) }

  static func all(_ kind: Network.Kind, in country: String) -> [Network] {
    index[kind]?[country] ?? []
  }

  static func first(_ kind: Network.Kind, in country: String) -> Network {
    index[kind]?[country]?.first ?? all[0]
  }

  private static let index: [Network.Kind: [String: [Network]]] = Dictionary(grouping: all, by: \.kind).mapValues {
    Dictionary(grouping: $0, by: \.country)
  }

  private static let text = """
    153.156.88.0/27,JP,4713,NTT Communications,office
    217.110.44.0/28,DE,3320,Deutsche Telekom,office
    81.144.20.0/28,GB,2856,British Telecommunications,office
    12.203.64.0/27,US,7018,AT&T Enterprises,office
    182.74.16.0/28,IN,9498,Bharti Airtel,office
    203.116.40.0/28,SG,4657,StarHub,office
    126.72.0.0/14,JP,17676,SoftBank,home
    106.150.0.0/15,JP,2516,KDDI,home
    118.8.0.0/14,JP,4713,NTT Communications,home
    87.140.0.0/14,DE,3320,Deutsche Telekom,home
    88.72.0.0/14,DE,3209,Vodafone,home
    86.140.0.0/14,GB,2856,British Telecommunications,home
    82.16.0.0/14,GB,5089,Virgin Media,home
    73.32.0.0/14,US,7922,Comcast,home
    107.192.0.0/14,US,7018,AT&T Enterprises,home
    71.172.0.0/14,US,701,Verizon,home
    122.160.0.0/14,IN,24560,Bharti Airtel,home
    117.192.0.0/14,IN,9829,BSNL,home
    116.86.0.0/16,SG,4657,StarHub,home
    42.60.0.0/15,SG,9506,Singtel,home
    1.72.0.0/15,JP,9605,NTT Docomo,mobile
    49.96.0.0/15,JP,9605,NTT Docomo,mobile
    80.187.64.0/18,DE,3320,Deutsche Telekom,mobile
    31.94.0.0/17,GB,12576,EE,mobile
    172.56.0.0/15,US,21928,T-Mobile USA,mobile
    49.36.0.0/15,IN,55836,Reliance Jio,mobile
    111.65.32.0/19,SG,4657,StarHub,mobile
    86.246.0.0/17,FR,3215,Orange,hotel
    92.184.96.0/19,FR,3215,Orange,mobile
    84.84.0.0/17,NL,1136,KPN,hotel
    31.161.128.0/18,NL,1136,KPN,mobile
    80.28.0.0/17,ES,3352,Telefonica de Espana,hotel
    88.31.0.0/17,ES,3352,Telefonica de Espana,mobile
    101.164.0.0/17,AU,1221,Telstra,hotel
    49.178.0.0/17,AU,4804,SingTel Optus,mobile
    121.134.0.0/17,KR,4766,Korea Telecom,hotel
    223.38.0.0/17,KR,9644,SK Telecom,mobile
    99.224.0.0/17,CA,812,Rogers Communications,hotel
    184.151.0.0/17,CA,36522,Bell Mobility,mobile
    153.246.0.0/18,JP,2514,NTT PC Communications,hotel
    62.157.0.0/18,DE,3320,Deutsche Telekom,hotel
    81.133.0.0/18,GB,2856,British Telecommunications,hotel
    68.180.0.0/18,US,7922,Comcast,hotel
    182.71.0.0/18,IN,9498,Bharti Airtel,hotel
    58.182.0.0/18,SG,4657,StarHub,hotel
    13.112.0.0/14,JP,16509,Amazon.com,cloud
    18.184.0.0/15,DE,16509,Amazon.com,cloud
    52.20.0.0/14,US,14618,Amazon.com,cloud
    34.84.0.0/16,JP,396982,Google,cloud
    35.246.0.0/16,DE,396982,Google,cloud
    20.42.0.0/17,US,8075,Microsoft,cloud
    40.115.128.0/17,JP,8075,Microsoft,cloud
    20.102.32.0/20,US,8075,Microsoft,cloud
    34.148.0.0/16,US,396982,Google,cloud
    66.249.64.0/19,US,15169,Google,cloud
    146.70.0.0/17,RO,9009,M247 Europe,hosting
    167.99.0.0/16,NL,14061,DigitalOcean,hosting
    65.108.0.0/16,FI,24940,Hetzner Online,hosting
    45.142.212.0/22,RU,44477,Stark Industries Solutions,hosting
    51.75.0.0/17,FR,16276,OVH,hosting
    104.238.128.0/18,US,20473,The Constant Company,hosting
    139.59.0.0/17,SG,14061,DigitalOcean,hosting
    45.76.96.0/19,JP,20473,The Constant Company,hosting
    95.179.160.0/19,DE,20473,The Constant Company,hosting
    178.62.0.0/17,GB,14061,DigitalOcean,hosting
    139.84.128.0/19,IN,20473,The Constant Company,hosting
    193.138.218.0/24,SE,39351,31173 Services,vpn
    185.220.101.0/24,DE,60729,Stiftung Erneuerbare Freiheit,tor
    185.220.100.0/24,DE,205100,F3 Netze,tor
    199.249.230.0/24,US,62744,Quintex Alliance Consulting,tor
    95.24.0.0/15,RU,8402,Vimpelcom,home
    14.176.0.0/15,VN,45899,VNPT,home
    105.112.0.0/15,NG,36873,Airtel Networks,mobile
    177.32.0.0/15,BR,28573,Claro,home
    36.64.0.0/15,ID,7713,Telekomunikasi Indonesia,home
    175.136.0.0/15,MY,4788,Telekom Malaysia,home
    """
}
