extension Containment {
  /// A plain sentence that names what it concerns.
  public func text(in language: Language) -> String {
    guard language == .japanese else { return english }
    // Names in Latin letters stand between spaces; a counter in Japanese does not.
    return more > 0 ? japanese.replacing("ほか \(more) 件 ", with: "ほか \(more) 件") : japanese
  }

  private func named(between: String, last: String, rest: String) -> String? {
    let names = subjects.map { ResourceName.short($0).clipped }
    guard let final = names.last else { return nil }
    if names.count == 1 || !rest.isEmpty { return names.joined(separator: between) + rest }
    return names.dropLast().joined(separator: between) + last + final
  }

  private var english: String {
    let place = ProviderName.of(provider)
    let holder = holder?.clipped
    let whose = holder.map { " of \($0)" } ?? ""
    let what = named(between: ", ", last: " and ", rest: more > 0 ? " and \(more) more" : "") ?? "what was touched"
    switch act {
    case .disableKey: return "Disable the access key \(what)\(whose)."
    case .disableServiceKey: return "Disable the service account key \(what)\(whose)."
    case .revokeToken: return "Revoke the token \(what)\(whose) in \(place)."
    case .endSessions: return "Sign out the session \(what)\(whose) in \(place)."
    case .resetPassword: return "Reset the password\(whose) in \(place)."
    case .revokeSessions:
      return "Revoke the sessions of the role \(what), and find out who could assume it."
    case .quarantineIdentity: return "Deny everything to \(what) in \(place) until it is explained."
    case .secureRoot:
      return "Change the root password of \(place) account \(holder ?? what), renew its MFA, delete its access keys."
    case .removeMember:
      return "Remove \(what) from \(holder ?? "the organisation") in \(place), with its tokens and keys."
    case .suspendIdentity: return "Suspend \(what) in \(place) and end its sessions."
    case .disableNewCredential:
      return "Disable the credentials and identities made in \(place), of \(what): they outlive the first one."
    case .withdrawGrant: return "Take back the permissions given on \(what) in \(place)."
    case .restoreLogging: return "Turn logging back on in \(place): \(what). What happened meanwhile is not recorded."
    case .restoreDefence: return "Restore the protection in \(place): \(what)."
    case .withdrawShare: return "Withdraw the sharing of \(what) in \(place)."
    case .rotateSecret: return "Rotate \(what) in \(place): its value has been read."
    case .closeNetwork: return "Undo the network change in \(place): \(what)."
    case .restoreDeleted: return "Restore \(what) in \(place) from backups, once the identities above are stopped."
    case .reviewCode: return "Review and undo the changes to \(what) in \(place)."
    case .reviewFactor: return "Check the sign-in factors of \(what) in \(place) and remove those that are not theirs."
    case .reviewFederation: return "Check the trust of \(what) in \(place): who can sign in through it."
    case .isolateWorkload: return "Isolate \(what) in \(place) and keep its disks as evidence."
    case .reviewExport: return "Find where the data of \(what) in \(place) went, and close the way."
    case .returnOwnership: return "Stop or reverse the transfer of \(what) in \(place)."
    case .blockAddress: return "Block the address \(what) at the edge."
    case .askOwner: return "Ask \(what), by another channel, whether this was intended."
    }
  }

  private var japanese: String {
    let place = ProviderName.of(provider)
    let holder = holder?.clipped
    let whose = holder.map { "\($0) の" } ?? ""
    let of = "\(place) の" + (holder.map { " \($0) の" } ?? "")
    let what = named(between: "、", last: "、", rest: more > 0 ? " ほか \(more) 件" : "") ?? "影響を受けた対象"
    switch act {
    case .disableKey: return "\(whose)アクセスキー \(what) を無効にする。"
    case .disableServiceKey: return "\(whose)サービスアカウントキー \(what) を無効にする。"
    case .revokeToken: return "\(of)トークン \(what) を失効させる。"
    case .endSessions: return "\(of)セッション \(what) を終了させる。"
    case .resetPassword: return "\(of)パスワードを再設定する。"
    case .revokeSessions: return "ロール \(what) のセッションを失効させ、誰が引き受けられたかを調べる。"
    case .quarantineIdentity: return "説明がつくまで \(place) で \(what) の操作をすべて拒否する。"
    case .secureRoot:
      return "\(place) アカウント \(holder ?? what) のルートパスワードを変え、MFA を更新し、アクセスキーを削除する。"
    case .removeMember: return "\(what) を \(place) の \(holder ?? "組織") からトークンとキーごと外す。"
    case .suspendIdentity: return "\(place) で \(what) を停止し、セッションを終了させる。"
    case .disableNewCredential: return "\(place) で \(what) に作られた認証情報やアカウントを無効にする。"
    case .withdrawGrant: return "\(place) で \(what) に与えられた権限を取り消す。"
    case .restoreLogging: return "\(place) のログ記録を再開する（対象：\(what)）。その間の出来事は記録されていない。"
    case .restoreDefence: return "\(place) の保護を元に戻す（対象：\(what)）。"
    case .withdrawShare: return "\(place) の \(what) の共有を取り消す。"
    case .rotateSecret: return "\(place) の \(what) を交換する。値が読まれている。"
    case .closeNetwork: return "\(place) のネットワーク変更を元に戻す（対象：\(what)）。"
    case .restoreDeleted: return "上の ID を止めたあと、\(place) の \(what) をバックアップから復元する。"
    case .reviewCode: return "\(place) の \(what) への変更を確認し、元に戻す。"
    case .reviewFactor: return "\(place) の \(what) の認証要素を確認し、本人のものでないものを外す。"
    case .reviewFederation: return "\(place) の \(what) の信頼関係と、そこからサインインできる者を確認する。"
    case .isolateWorkload: return "\(place) の \(what) を隔離し、ディスクを証拠として残す。"
    case .reviewExport: return "\(place) の \(what) のデータの行き先を突き止め、経路を閉じる。"
    case .returnOwnership: return "\(place) の \(what) の移管を止めるか元に戻す。"
    case .blockAddress: return "アドレス \(what) を境界で遮断する。"
    case .askOwner: return "\(what) 本人に、別の連絡手段で、意図した操作かを確かめる。"
    }
  }
}
