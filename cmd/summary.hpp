#pragma once

#include <map>
#include <string>
#include <vector>

#include "actlab/experiment.hpp"
#include "actlab/settings_table.hpp"

namespace actlab::cmd {

/// The settings in which cells differ, which is how a reader tells them apart; the data set, architecture and
/// activation at least. Settings that others imply are left out. `cells` is not empty.
std::vector<const SettingInfo*> telling_settings(const std::vector<Cell>& cells);

/// The same of cells that are given as texts by the setting's name.
std::vector<const SettingInfo*> telling_settings(const std::vector<std::map<std::string, std::string>>& cells);

/// A row a cell: its telling settings, and quartiles over its replicates. `runs` has the cell's rows of runs.csv, none
/// where it failed.
void print_summary(const std::vector<Cell>& cells, const std::vector<std::vector<std::string>>& runs, bool color);

/// The same as a JSON object a line.
void print_summary_json(const std::vector<Cell>& cells, const std::vector<std::vector<std::string>>& runs);

}  // namespace actlab::cmd
