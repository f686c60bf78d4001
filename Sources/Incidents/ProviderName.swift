/// What people call a provider.
public enum ProviderName {
  /// As the provider writes its own name; the text itself where it is not known.
  public static func of(_ provider: String) -> String {
    switch provider {
    case "aws": "AWS"
    case "gcp": "Google Cloud"
    case "google_workspace": "Google Workspace"
    case "github": "GitHub"
    case "gitlab": "GitLab"
    case "okta": "Okta"
    case "azure": "Azure"
    case "entra": "Entra ID"
    case "m365": "Microsoft 365"
    case "kubernetes": "Kubernetes"
    case "slack": "Slack"
    case "openai": "OpenAI"
    case "anthropic": "Anthropic"
    case "windows": "Windows"
    default: provider
    }
  }
}
