#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/results.hpp"
#include "analysis/metric_effect.hpp"
#include "statistics/group_statistics.hpp"

namespace actlab {

struct ComparisonRequest {
  std::vector<std::filesystem::path> directories;
  std::vector<std::string> by{"activation"};  ///< settings whose values are the groups
  std::string metric = "test_accuracy";       ///< see run_metrics; test_accuracy and test_r2 are one
  std::string baseline;                       ///< the group that others are compared with; empty: all with all
  double target = success_target;             ///< test accuracy (R^2) of a success
  std::optional<double> smallest;             ///< the smallest difference that matters; else the metric's own
  /// Settings of which every group takes, on every data set, the value that is best on the validation rows.
  std::vector<std::string> choose;
  bool choose_crossed = false;  ///< all settings that are crossed with `by`, in place of `choose`
  std::map<std::string, std::vector<std::string>> where;  ///< the values of settings that cells must have to take part
};

/// The value of one run, for pictures.
struct ComparedRun {
  std::size_t panel = 0;
  std::size_t data_set = 0;  ///< within the panel
  std::size_t group = 0;
  double value = 0;  ///< NaN for a run that diverged
};

/// A data set: all its variants (samples, noise, seeds ...) are one.
struct ComparedDataSet {
  std::string name;
  bool resampled = false;               ///< every run has its own draw or split, or there are several data seeds
  std::vector<GroupStatistics> groups;  ///< runs 0 for a group that is not there
};

/// Two groups over the data sets that both have.
struct ComparedPair {
  std::size_t first = 0;
  std::size_t second = 0;
  std::vector<std::size_t> data_sets;  ///< of the panel, in the order of the effect's
  MetricEffect effect;                 ///< of the sentence that first is better
  double p_value = 1;                  ///< with Holm's correction over all pairs of the comparison; NaN without
};

/// The comparison under one condition: one value of every setting that is crossed with what is compared.
struct ComparisonPanel {
  std::string condition;  ///< "learning rate 0.1, arch 8-8"; empty where nothing is crossed
  std::string metric;     ///< as the results name it; R^2 and accuracies are never in one panel
  std::vector<ComparedDataSet> data_sets;
  std::vector<ComparedPair> pairs;
  std::optional<RankStatistics> ranks;  ///< from two data sets on
};

/// The value that a group took on a data set by its validation rows.
struct ChosenValue {
  std::string condition;
  std::string data_set;
  std::string group;
  std::string value;  ///< "learning rate 0.1"
};

struct Comparison {
  std::string by;      ///< the settings whose values are the groups, with commas between
  std::string metric;  ///< of the panels: "test_accuracy", or "test_accuracy and test_r2"
  Scale scale = Scale::difference;
  bool higher_is_better = true;
  bool counts_successes = false;    ///< the metric is one beside which successes mean something
  double smallest = 0;              ///< the smallest difference that matters: points, or a share for ratios
  double level = 0.95;              ///< of each interval, such that those of all pairs hold together with 95 %
  std::vector<std::string> groups;  ///< names, in grid order
  std::vector<ComparisonPanel> panels;
  std::vector<ComparedRun> runs;
  std::vector<ChosenValue> chosen;
};

/// Compares groups of the cells of finished results directories. The data set is the unit: runs are paired by
/// everything but `by` (and what depends on it, like an initializer left on auto) and averaged over variants of a data
/// set; the effects on data sets are pooled by random effects. Throws Error: usage for settings, metrics and groups
/// that are not there or nothing to compare; incomplete for unfinished directories and files that were not recorded;
/// difference where two directories disagree on a cell.
ACTLAB_API Comparison compare(const ComparisonRequest& request);

}  // namespace actlab
