/// A city as sign-in logs write it.
struct Geo: Sendable {
  let country: String
  let countryName: String
  let city: String
  let state: String
  let latitude: String
  let longitude: String
  /// Hours before (negative) or after Greenwich, without summer time.
  let offset: Double

  static func of(_ country: String) -> Geo { table[country] ?? tokyo }

  private static let tokyo = Geo("JP", "Japan", "Tokyo", "Tokyo", "35.6895", "139.6917", 9)

  private init(
    _ country: String, _ countryName: String, _ city: String, _ state: String, _ latitude: String, _ longitude: String,
    _ offset: Double
  ) {
    self.country = country
    self.countryName = countryName
    self.city = city
    self.state = state
    self.latitude = latitude
    self.longitude = longitude
    self.offset = offset
  }

  private static let table: [String: Geo] = {
    let all = [
      tokyo,
      Geo("DE", "Germany", "Berlin", "Berlin", "52.5244", "13.4105", 1),
      Geo("GB", "United Kingdom", "London", "England", "51.5085", "-0.1257", 0),
      Geo("US", "United States", "San Francisco", "California", "37.7749", "-122.4194", -8),
      Geo("IN", "India", "Bengaluru", "Karnataka", "12.9719", "77.5937", 5.5),
      Geo("SG", "Singapore", "Singapore", "Singapore", "1.2897", "103.8501", 8),
      Geo("FR", "France", "Paris", "Ile-de-France", "48.8534", "2.3488", 1),
      Geo("NL", "Netherlands", "Amsterdam", "North Holland", "52.3740", "4.8897", 1),
      Geo("ES", "Spain", "Barcelona", "Catalonia", "41.3888", "2.1590", 1),
      Geo("AU", "Australia", "Sydney", "New South Wales", "-33.8679", "151.2073", 10),
      Geo("KR", "South Korea", "Seoul", "Seoul", "37.5660", "126.9784", 9),
      Geo("CA", "Canada", "Toronto", "Ontario", "43.7001", "-79.4163", -5),
      Geo("RO", "Romania", "Bucharest", "Bucuresti", "44.4323", "26.1063", 2),
      Geo("FI", "Finland", "Helsinki", "Uusimaa", "60.1695", "24.9355", 2),
      Geo("RU", "Russia", "Moscow", "Moscow", "55.7522", "37.6156", 3),
      Geo("SE", "Sweden", "Stockholm", "Stockholm", "59.3326", "18.0649", 1),
      Geo("VN", "Vietnam", "Hanoi", "Hanoi", "21.0245", "105.8412", 7),
      Geo("NG", "Nigeria", "Lagos", "Lagos", "6.4541", "3.3947", 1),
      Geo("BR", "Brazil", "Sao Paulo", "Sao Paulo", "-23.5475", "-46.6361", -3),
      Geo("ID", "Indonesia", "Jakarta", "Jakarta", "-6.2146", "106.8451", 7),
      Geo("MY", "Malaysia", "Kuala Lumpur", "Kuala Lumpur", "3.1412", "101.6865", 8),
    ]
    return Dictionary(all.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
  }()
}
