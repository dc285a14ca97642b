#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/experiment.hpp"
#include "actlab/settings_table.hpp"
#include "comparison_flags.hpp"
#include "experiment/compare.hpp"
#include "record/comparison.hpp"
#include "record/stored_results.hpp"
#include "table.hpp"

namespace actlab::cmd {

/// A finished results directory, read back.
struct Source {
  std::filesystem::path directory;
  std::string prefix;  ///< of its figures' names
  Experiment experiment;
  Manifest manifest;
  std::vector<StoredCell> cells;
  std::vector<std::vector<std::string>> summary;  ///< summary.csv, header first
  std::vector<std::string> ids;
};

/// All that a report is about.
struct Subject {
  std::vector<Source> sources;
  std::vector<std::map<std::string, std::string>> settings;  ///< of every cell
  std::vector<const SettingInfo*> telling;                   ///< settings that tell the cells apart
  ComparisonRequest request;
  std::optional<Comparison> comparison;  ///< where there is more than one group
};

/// Reads the directories and compares what they hold; without --by the activations, or all that varies where cells
/// differ in more. Throws Error as read_results and compare do.
Subject read_subject(const ComparisonFlags& flags);

/// The values that a setting has in the cells, each once.
std::vector<std::string> values_of(const Subject& subject, std::string_view setting);

/// What is asked, from what varies.
std::string question(const Subject& subject);

/// The answer in sentences, each with n and an interval.
std::vector<std::string> answer(const Subject& subject);

/// A cell's settings that tell it from the others.
std::string label_of(const Subject& subject, const StoredCell& cell);

/// A row a cell, from summary.csv; `narrow` for a printed page: what varies, and the numbers that matter most.
Table summary_table(const Subject& subject, bool narrow = false);

/// "learning rate" of learning_rate
std::string words(std::string name);

/// The items with commas between; of more than `most` the first ones and how many more there are.
std::string listed(const std::vector<std::string>& items, std::size_t most = 8);

}  // namespace actlab::cmd
