#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "actlab/settings_table.hpp"
#include "analysis/question_number.hpp"

namespace actlab {

/// One table of a claim's file: each key is read by a function of its own, and no other key is allowed. All throw Error
/// (usage) with file:line:column.
class TableReader {
 public:
  TableReader(const toml::table& table, const std::filesystem::path& path) : table_(table), path_(path) {}

  using Read = std::function<void(const toml::node& node, const std::string& where)>;
  TableReader& key(const std::string& name, const Read& read);
  TableReader& required(const std::string& name, const Read& read);

  /// Refuses every key that was not named.
  void finish() const;

 private:
  [[noreturn]] void refuse_key(std::string_view name, const toml::node& node,
                               const std::vector<std::string>& known) const;
  [[nodiscard]] std::string where(const toml::node& node, const std::string& name) const;

  const toml::table& table_;
  const std::filesystem::path& path_;
  std::vector<std::string> known_;
};

/// The table that a key holds.
const toml::table& table_at(const toml::node& node, const std::string& where);

/// A text that is not empty, a number within its range, true or false.
std::string text_at(const toml::node& node, const std::string& where);
double number_at(const toml::node& node, const std::string& where, QuestionNumber number);
bool switch_at(const toml::node& node, const std::string& where);

/// What reads such a number for TableReader.
template <class Number>
TableReader::Read number_into(Number& into, QuestionNumber number) {
  return [&into, number](const toml::node& node, const std::string& where) {
    into = static_cast<Number>(number_at(node, where, number));
  };
}

/// The place of a text among the names that are allowed.
std::size_t choice_at(const toml::node& node, const std::string& where, const std::vector<std::string>& names);

/// The row of a setting; texts of a setting in canonical form; a list of settings' names.
const SettingInfo& setting_of(const std::string& name, const std::string& where);
std::string canonical_value(const std::string& setting, const std::string& value, const std::string& where);
std::vector<std::string> canonical_values(const std::string& setting, const toml::node& node,
                                          const std::filesystem::path& path, const std::string& where);
std::vector<std::string> settings_at(const toml::node& node, const std::filesystem::path& path,
                                     const std::string& where);

/// The formulas with names, "mine=x*sigmoid(x)", by their names.
using Formulas = std::map<std::string, std::string>;

/// A value of a setting in canonical form; a formula with a name may be called by it.
std::string value_or_formula(const std::string& setting, const std::string& value, const Formulas& formulas,
                             const std::string& where);

/// What a benchmark has in the place of an architecture where it measures the function alone.
inline constexpr const char* element_alone = "element";

/// A table of settings, each with the values that are meant.
std::map<std::string, std::vector<std::string>> values_by_setting(const toml::table& table, const Formulas& formulas,
                                                                  const std::filesystem::path& path);

}  // namespace actlab
