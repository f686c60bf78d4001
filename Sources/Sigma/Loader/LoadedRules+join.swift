extension LoadedRules {
  /// Joins the filters of another load to the rules of this one.
  public mutating func join(filtersOf other: LoadedRules) { Self.apply(other.filters, to: &rules) }
}
