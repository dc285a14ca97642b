#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab::text {

/// A number that a name may carry: the 0.1 of "leaky_relu:0.1" or "leaky_relu:slope=0.1".
struct Parameter {
  std::string_view name;
  double default_value = 0;
  double low = 0;       ///< smallest allowed
  double high = 0;      ///< largest allowed
  bool whole = false;   ///< only whole numbers
  bool on_off = false;  ///< on is 1 and off is 0
  std::string_view help;
};

/// The name before the first colon.
std::string_view name_before_colon(std::string_view text);

/// What stands after the first colon; nothing if there is none.
std::string_view text_after_colon(std::string_view text);

/// Place of `name` among `names`. Throws Error (usage) at `where`: an unknown `kind`, with the nearest names.
std::size_t find_name(const std::vector<std::string>& names, std::string_view name, std::string_view kind,
                      std::string_view where);

/// The same among the rows of a table that have a `name`.
template <class Table>
std::size_t find_row(const Table& table, std::string_view name, std::string_view kind, std::string_view where) {
  std::vector<std::string> names;
  for (const auto& row : table) names.emplace_back(row.name);
  return find_name(names, name, kind, where);
}

/// One value a parameter from the text after the name: values in order or name=value, separated by colons. Throws Error
/// (usage) at `where`; `owner` is what carries them.
std::vector<double> parse_parameters(std::string_view owner, std::span<const Parameter> parameters,
                                     std::string_view text, std::string_view where);

/// Canonical text: the owner, then the parameters that differ from their defaults, "leaky_relu:slope=0.1".
std::string with_parameters(std::string_view owner, std::span<const Parameter> parameters,
                            std::span<const double> values);

/// The value of a parameter as it is written: a number, or on and off.
ACTLAB_API std::string parameter_text(const Parameter& parameter, double value);

}  // namespace actlab::text
