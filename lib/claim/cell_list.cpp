#include "claim/cell_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "actlab/settings_table.hpp"
#include "plan/grid.hpp"
#include "text/strings.hpp"

namespace actlab {

CellList cell_list(const Experiment& experiment) {
  std::vector<Settings> all;
  for (const Grid& grid : grids_of(experiment)) {
    for (Settings& settings : expand(grid)) all.push_back(std::move(settings));
  }
  CellList list;
  list.own.resize(all.size());
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    const std::string first = setting_text(all.front(), setting);
    const bool varies = std::ranges::any_of(all, [&](const Settings& s) { return setting_text(s, setting) != first; });
    if (!varies) list.common.values[name] = {first};
    for (std::size_t i = 0; varies && i < all.size(); ++i) list.own[i][name] = setting_text(all[i], setting);
  }
  return list;
}

std::string cell_name(const std::map<std::string, std::string>& own) {
  std::vector<std::string> parts;
  parts.reserve(own.size());
  for (const auto& [name, value] : own) parts.push_back(fmt::format("{} {}", name, value));
  return text::joined(parts, ", ");
}

Experiment experiment_of_cells(const CellList& cells, const Experiment& like, const std::string& setting,
                               const std::vector<std::vector<std::string>>& values) {
  Experiment experiment;
  experiment.replicates = like.replicates;
  experiment.recording = like.recording;
  experiment.common = cells.common;
  if (!values.empty()) experiment.common.values.erase(setting);
  for (std::size_t i = 0; i < cells.own.size(); ++i) {
    Grid& grid = experiment.grids.emplace_back();
    for (const auto& [name, value] : cells.own[i]) grid.values[name] = {value};
    if (!values.empty()) grid.values[setting] = values[i];
  }
  return experiment;
}

}  // namespace actlab
