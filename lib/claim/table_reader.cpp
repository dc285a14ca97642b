#include "claim/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "actlab/error.hpp"
#include "plan/config.hpp"
#include "plan/config_table.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {

namespace fs = std::filesystem;

TableReader& TableReader::key(const std::string& name, const Read& read) {
  known_.push_back(name);
  if (const toml::node* node = table_.get(name)) read(*node, where(*node, name));
  return *this;
}

TableReader& TableReader::required(const std::string& name, const Read& read) {
  if (table_.get(name) == nullptr) {
    for (const auto& [given, node] : table_) {
      if (!text::nearest_names(given.str(), {name}).empty()) refuse_key(given.str(), node, {name});
    }
    throw Error(ErrorKind::usage, toml_place(path_, table_.source()), text::quoted(name) + " is not given",
                "a claim needs it");
  }
  return key(name, read);
}

void TableReader::finish() const {
  for (const auto& [name, node] : table_) {
    if (std::ranges::count(known_, name.str()) == 0) refuse_key(name.str(), node, known_);
  }
}

void TableReader::refuse_key(std::string_view name, const toml::node& node,
                             const std::vector<std::string>& known) const {
  throw Error(ErrorKind::usage, toml_place(path_, node.source()), "unknown key " + text::quoted(name),
              text::suggestion(name, known));
}

std::string TableReader::where(const toml::node& node, const std::string& name) const {
  return fmt::format("{}: {}", toml_place(path_, node.source()), name);
}

const toml::table& table_at(const toml::node& node, const std::string& where) {
  if (const toml::table* table = node.as_table()) return *table;
  throw Error(ErrorKind::usage, where, "is not a table", "give its keys below a line in brackets");
}

std::string text_at(const toml::node& node, const std::string& where) {
  if (const auto* text = node.as_string(); text != nullptr && !text->get().empty()) return text->get();
  throw Error(ErrorKind::usage, where, "is no text", "give a text in quotes");
}

double number_at(const toml::node& node, const std::string& where, QuestionNumber number) {
  return read_question_number(number, toml_text(node, where), where);
}

bool switch_at(const toml::node& node, const std::string& where) {
  if (const auto* value = node.as_boolean()) return value->get();
  throw Error(ErrorKind::usage, where, "is neither true nor false", "give one of them, without quotes");
}

std::size_t choice_at(const toml::node& node, const std::string& where, const std::vector<std::string>& names) {
  const std::string text = text_at(node, where);
  const auto found = std::ranges::find(names, text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Error(ErrorKind::usage, where, text::quoted(text) + " is not allowed",
              "allowed are " + text::enumeration(names));
}

const SettingInfo& setting_of(const std::string& name, const std::string& where) {
  if (const SettingInfo* setting = find_setting(name)) return *setting;
  std::vector<std::string> known;
  for (const SettingInfo& setting : settings_table()) known.emplace_back(setting.name);
  throw Error(ErrorKind::usage, where, "unknown setting " + text::quoted(name), text::suggestion(name, known));
}

std::string canonical_value(const std::string& setting, const std::string& value, const std::string& where) {
  Settings settings;
  const SettingInfo& info = setting_of(setting, where);
  set_setting(settings, info, value, where);
  return setting_text(settings, info);
}

std::vector<std::string> canonical_values(const std::string& setting, const toml::node& node, const fs::path& path,
                                          const std::string& where) {
  return canonical_list(setting_of(setting, where).name, toml_texts(node, path, where), where);
}

std::vector<std::string> settings_at(const toml::node& node, const fs::path& path, const std::string& where) {
  std::vector<std::string> names = toml_texts(node, path, where);
  for (const std::string& name : names) setting_of(name, where);
  return names;
}

std::string value_or_formula(const std::string& setting, const std::string& value, const Formulas& formulas,
                             const std::string& where) {
  const auto formula = formulas.find(value);
  if (setting == "activation" && formula != formulas.end()) return formula->second;
  return canonical_value(setting, value, where);
}

std::map<std::string, std::vector<std::string>> values_by_setting(const toml::table& table, const Formulas& formulas,
                                                                  const fs::path& path) {
  std::map<std::string, std::vector<std::string>> values;
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    const std::string place = fmt::format("{}: {}", toml_place(path, node.source()), name);
    std::vector<std::string> texts = toml_texts(node, path, place);
    for (std::string& text : texts) {
      const auto formula = formulas.find(text);
      if (name == "activation" && formula != formulas.end()) text = formula->second;
    }
    // What a benchmark calls a function alone stands where its networks have an architecture.
    const bool element = name == "arch" && texts == std::vector<std::string>{element_alone};
    values[name] = element ? texts : canonical_list(setting_of(name, place).name, texts, place);
  }
  return values;
}

}  // namespace actlab
