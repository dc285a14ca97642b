#include "plan/label.hpp"

#include <algorithm>

#include "activation/table.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::string_view always_told[] = {"dataset", "arch", "activation"};

// Whether two cells differ in the setting although they agree in all that it follows from.
bool distinguishes(const SettingInfo& setting, std::size_t cells,
                   const std::function<std::string(std::size_t cell, const SettingInfo& setting)>& text) {
  std::size_t other = 1;
  while (other < cells && text(other, setting) == text(0, setting)) ++other;
  if (other >= cells) return false;
  std::vector<const SettingInfo*> causes;
  for (const std::string& cause : text::words(setting.follows)) causes.push_back(find_setting(cause));
  std::map<std::string, std::string> value_under;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    std::string circumstances;
    for (const SettingInfo* cause : causes) circumstances += text(cell, *cause) + '\n';
    const std::string value = text(cell, setting);
    if (value_under.try_emplace(std::move(circumstances), value).first->second != value) return true;
  }
  return false;
}

}  // namespace

std::string formula_name(std::string_view activation) {
  const std::size_t end = activation.find_first_of("=:(<>! ");
  return std::string(end != std::string_view::npos && activation[end] == '=' ? activation.substr(0, end) : "");
}

std::string words_of(std::string_view setting) {
  std::string words(setting);
  std::ranges::replace(words, '_', ' ');
  return words;
}

CellLabels::CellLabels(std::size_t cells, const Text& text) {
  const SettingInfo& activation = *find_setting("activation");
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (const std::string& layer : split_layers(text(cell, activation))) {
      const std::string name = formula_name(layer);
      if (name.empty()) continue;
      std::string& formula = formulas_.try_emplace(name, layer).first->second;
      if (formula != layer) formula.clear();
    }
  }
  for (const SettingInfo& setting : settings_table()) {
    const bool varies = distinguishes(setting, cells, text);
    if (varies) varying_.insert(&setting);
    if (varies || std::ranges::count(always_told, setting.name) > 0) settings_.push_back(&setting);
  }
}

CellLabels::CellLabels(const std::vector<Cell>& cells)
    : CellLabels(cells.size(), [&](std::size_t cell, const SettingInfo& setting) {
        return setting_text(cells[cell].settings, setting);
      }) {}

CellLabels::CellLabels(const std::vector<SettingTexts>& cells)
    : CellLabels(cells.size(), [&](std::size_t cell, const SettingInfo& setting) {
        return cells[cell].at(std::string(setting.name));
      }) {}

std::string CellLabels::operator()(const SettingTexts& cell, bool dataset) const {
  return label([&](const SettingInfo& setting) { return cell.at(std::string(setting.name)); }, dataset);
}

std::string CellLabels::operator()(const Settings& cell, bool dataset) const {
  return label([&](const SettingInfo& setting) { return setting_text(cell, setting); }, dataset);
}

std::string CellLabels::label(const std::function<std::string(const SettingInfo&)>& text, bool dataset) const {
  std::vector<std::string> layers = split_layers(text(*find_setting("activation")));
  for (std::string& layer : layers) {
    const std::string name = formula_name(layer);
    if (!name.empty() && formulas_.at(name) == layer) layer = name;
  }
  std::string label = text::joined(layers, "/");
  for (const SettingInfo* setting : settings_) {
    if (!varying_.contains(setting) || setting->name == "activation") continue;
    if (setting->name != "dataset") label += ", " + words_of(setting->name) + " " + text(*setting);
    if (setting->name == "dataset" && dataset) label.insert(0, text(*setting) + ", ");
  }
  return label;
}

}  // namespace actlab
