#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/settings_table.hpp"
#include "record/cell.hpp"

namespace actlab {

/// A cell's settings as texts, by the setting's name.
using SettingTexts = std::map<std::string, std::string>;

/// The name that a formula was given, "mine" of "mine=x*sigmoid(x)"; empty for what has none.
std::string formula_name(std::string_view activation);

/// "learning rate" of learning_rate
std::string words_of(std::string_view setting);

/// How a reader tells cells apart, the same in tables, figures and reports.
class ACTLAB_API CellLabels {
 public:
  explicit CellLabels(const std::vector<Cell>& cells);
  explicit CellLabels(const std::vector<SettingTexts>& cells);

  /// The distinguishing settings: the data set, architecture and activation, and every setting in which two cells
  /// differ although they agree in all that it follows from (SettingInfo::follows).
  [[nodiscard]] const std::vector<const SettingInfo*>& settings() const { return settings_; }

  /// What a cell is called: its activation, a formula by its name where no other has it, and what else varies: "relu,
  /// init he". With `dataset` that comes first where it varies.
  [[nodiscard]] std::string operator()(const SettingTexts& cell, bool dataset) const;
  [[nodiscard]] std::string operator()(const Settings& cell, bool dataset) const;

 private:
  /// The text of a setting of one of the cells.
  using Text = std::function<std::string(std::size_t cell, const SettingInfo& setting)>;

  CellLabels(std::size_t cells, const Text& text);
  [[nodiscard]] std::string label(const std::function<std::string(const SettingInfo&)>& text, bool dataset) const;

  std::vector<const SettingInfo*> settings_;
  std::set<const SettingInfo*> varying_;
  std::map<std::string, std::string> formulas_;  // by name; empty for a name that several have
};

}  // namespace actlab
