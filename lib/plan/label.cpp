#include "plan/label.hpp"

#include <algorithm>

#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::string_view always_told[] = {"dataset", "arch", "activation"};

// Whether two cells differ in the setting although they agree in all that it follows from.
bool distinguishes(const SettingInfo& setting, const std::vector<SettingTexts>& cells) {
  const std::vector<std::string> causes = text::words(setting.follows);
  std::map<std::string, std::string> value_under;
  return std::ranges::any_of(cells, [&](const SettingTexts& cell) {
    std::string circumstances;
    for (const std::string& cause : causes) circumstances += cell.at(cause) + '\n';
    const std::string& value = cell.at(std::string(setting.name));
    return value_under.try_emplace(circumstances, value).first->second != value;
  });
}

}  // namespace

SettingTexts setting_texts(const Settings& settings) {
  SettingTexts texts;
  for (const SettingInfo& setting : settings_table()) {
    texts.emplace(setting.name, setting_text(settings, setting));
  }
  return texts;
}

std::string formula_name(std::string_view activation) {
  const std::size_t end = activation.find_first_of("=:(<>! ");
  return std::string(end != std::string_view::npos && activation[end] == '=' ? activation.substr(0, end) : "");
}

std::string words_of(std::string_view setting) {
  std::string words(setting);
  std::ranges::replace(words, '_', ' ');
  return words;
}

CellLabels::CellLabels(const std::vector<SettingTexts>& cells) {
  for (const SettingInfo& setting : settings_table()) {
    const bool varies = distinguishes(setting, cells);
    if (varies) varying_.insert(&setting);
    if (varies || std::ranges::count(always_told, setting.name) > 0) settings_.push_back(&setting);
  }
}

std::string CellLabels::operator()(const SettingTexts& cell, bool dataset) const {
  const std::string& activation = cell.at("activation");
  const std::string name = formula_name(activation);
  std::string label = name.empty() ? activation : name;
  for (const SettingInfo* setting : settings_) {
    if (!varying_.contains(setting) || setting->name == "activation") continue;
    const std::string& value = cell.at(std::string(setting->name));
    if (setting->name != "dataset") label += ", " + words_of(setting->name) + " " + value;
    if (setting->name == "dataset" && dataset) label.insert(0, value + ", ");
  }
  return label;
}

}  // namespace actlab
