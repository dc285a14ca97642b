#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace actlab {

/// A whole number of a JSON text; the library itself would convert any number, whatever its size. Throws
/// nlohmann::json::type_error unless it is one that T holds.
template <class T>
T whole_number(const nlohmann::json& node) {
  const bool fits = node.is_number_unsigned() ? std::in_range<T>(node.get<std::uint64_t>())
                                              : node.is_number_integer() && std::in_range<T>(node.get<std::int64_t>());
  if (fits) return node.get<T>();
  throw nlohmann::json::type_error::create(302, node.dump() + " is no whole number of its range", &node);
}

}  // namespace actlab
