import Activity
import CMaxMindDB
import JSONTape

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An MMDB file, opened through libmaxminddb: MaxMind's own databases and those of others in the same format.
///
/// The file is mapped, not read: replace it by renaming a new one over it (as `geoipupdate` does), never by writing
/// into it while Yagura runs.
// proof: `handle` is written by `init` alone; libmaxminddb's look-ups only read it and the mapped file.
public final class MaxMindDatabase: @unchecked Sendable {
  public let path: String
  /// As the file says, e.g. `GeoLite2-City`.
  public let type: String
  /// Seconds since 1970.
  public let built: UInt64
  /// What its records were seen to hold.
  public let provides: Provides

  private let handle: UnsafeMutablePointer<MMDB_s>
  private let section: MMDBSection
  private let layout: MaxMindLayout

  /// Which facts a database tells.
  public struct Provides: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let country = Provides(rawValue: 1 << 0)
    public static let city = Provides(rawValue: 1 << 1)
    public static let network = Provides(rawValue: 1 << 2)
    public static let anonymity = Provides(rawValue: 1 << 3)
    public static let connection = Provides(rawValue: 1 << 4)
  }

  /// Opens and checks a database.
  ///
  /// - Throws: `IntelProblem`, one sentence that names the file and what is wrong with it, where the file cannot be
  ///   read or is damaged. Every node of the search tree is checked (of more than 16 million, that many) and every
  ///   record (of more than 65,536, that many, evenly spread).
  public init(path: String) throws(IntelProblem) {
    let metadata: MaxMindMetadata
    do {
      metadata = try Self.metadata(path)
    } catch {
      throw IntelProblem(file: path, message: "the database is damaged: \(error); download it again")
    }
    let handle = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    handle.initialize(to: MMDB_s())
    let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), handle)
    guard status == MMDB_SUCCESS else {
      handle.deallocate()
      throw IntelProblem(
        file: path, message: "the database is damaged: \(String(cString: MMDB_strerror(status))); download it again")
    }
    guard let start = handle.pointee.data_section, UInt64(handle.pointee.metadata.node_count) == metadata.nodeCount
    else {
      MMDB_close(handle)
      handle.deallocate()
      throw IntelProblem(file: path, message: "the database is damaged: it has no data; download it again")
    }
    let section = MMDBSection(start: start, count: Int(handle.pointee.data_section_size))
    let layout = MaxMindLayout(type: metadata.type)
    do {
      provides = try MaxMindCheck(handle: handle, section: section, layout: layout).run()
    } catch {
      MMDB_close(handle)
      handle.deallocate()
      throw IntelProblem(
        file: path, message: "the database is damaged: \(error); it is left out, download it again")
    }
    self.path = path
    self.handle = handle
    self.section = section
    self.layout = layout
    type = metadata.type
    built = metadata.buildEpoch
  }

  deinit {
    MMDB_close(handle)
    handle.deallocate()
  }

  private static func metadata(_ path: String) throws(MMDBFault) -> MaxMindMetadata {
    let tail: [UInt8]
    do {
      tail = try FileBytes.tail(path, count: MaxMindMetadata.window)
    } catch {
      throw MMDBFault("\(error.message)")
    }
    let result = tail.withUnsafeBytes { bytes -> Result<MaxMindMetadata, MMDBFault> in
      do throws(MMDBFault) { return .success(try MaxMindMetadata(tail: bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Adds what the database knows of the address to what is not known yet.
  func complete(_ facts: inout AddressFacts, for address: IPAddress) {
    guard let offset = record(of: address) else { return }
    // The record was checked when the file was opened; one that lies outside of the sample and is damaged adds nothing.
    _ = try? layout.complete(&facts, section: section, record: offset)
  }

  private func record(of address: IPAddress) -> Int? {
    var error: Int32 = 0
    var result: MMDB_lookup_result_s
    if address.isFour {
      var socket = sockaddr_in()
      socket.sin_family = sa_family_t(AF_INET)
      socket.sin_addr.s_addr = address.four.bigEndian
      result = withUnsafePointer(to: &socket) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { MMDB_lookup_sockaddr(handle, $0, &error) }
      }
    } else {
      var socket = sockaddr_in6()
      socket.sin6_family = sa_family_t(AF_INET6)
      withUnsafeMutableBytes(of: &socket.sin6_addr) { room in
        let (high, low) = address.halves
        room.storeBytes(of: high.bigEndian, as: UInt64.self)
        room.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      result = withUnsafePointer(to: &socket) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { MMDB_lookup_sockaddr(handle, $0, &error) }
      }
    }
    return error == MMDB_SUCCESS && result.found_entry ? Int(result.entry.offset) : nil
  }
}
