#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/compare.hpp"
#include "document/table.hpp"
#include "plan/experiment.hpp"
#include "plan/label.hpp"
#include "record/stored_results.hpp"

namespace actlab {

/// A finished results directory, read back.
struct Source {
  std::filesystem::path directory;
  std::string prefix;  ///< of its figures' names
  Experiment experiment;
  std::shared_ptr<const RecordedFiles> files;
  std::vector<StoredCell> cells;
  std::vector<std::vector<std::string>> summary;  ///< summary.csv, header first
  std::vector<std::string> ids;
};

/// All that a report is about.
struct Subject {
  std::vector<Source> sources;
  std::vector<SettingTexts> settings;  ///< of every cell
  CellLabels labels;
  ComparisonRequest request;
  std::optional<Comparison> comparison;  ///< where there is more than one group
};

/// Reads the directories and compares what they hold: by the request's settings or, with `choose_by`, by the
/// activation, or all that varies where cells differ in more. Throws Error as read_results and compare do.
ACTLAB_API Subject read_subject(ComparisonRequest request, bool choose_by);

/// The values that a setting has in the cells, each once.
std::vector<std::string> values_of(const Subject& subject, std::string_view setting);

/// What is asked, from what varies.
ACTLAB_API std::string question(const Subject& subject);

/// The answer in sentences, each with n and an interval.
std::vector<std::string> answer(const Subject& subject);

/// A row per cell, from summary.csv; `narrow` for a printed page: what varies, and the numbers that matter most.
Table summary_table(const Subject& subject, bool narrow = false);

/// The items with commas between; of more than `most` the first ones and how many more there are.
std::string listed(const std::vector<std::string>& items, std::size_t most = 8);

}  // namespace actlab
