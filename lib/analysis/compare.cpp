#include "analysis/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "analysis/arrangement.hpp"
#include "analysis/gathered.hpp"
#include "analysis/run_metrics.hpp"
#include "record/columns.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/paired_tests.hpp"
#include "statistics/random_effects.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

// A run of a group on a data set: what pairs it with another group's, and the draw of the data that it belongs to.
struct PlacedRun {
  std::size_t block = 0;
  std::uint32_t replicate = 0;
  std::string draw;
  double value = 0;
  bool success = false;
  [[nodiscard]] auto pairing() const { return std::pair(block, replicate); }
};

// The runs of the groups on one data set of a panel.
struct PlacedDataSet {
  std::vector<std::vector<PlacedRun>> groups;
  bool resampled = false;
  double splits_of_file = 0;  // rows tested for every row trained on where splits of one file overlap, else 0
  bool regression = false;
  double test_rows = 0;
};

// By panel and data set.
using Placed = std::vector<std::vector<PlacedDataSet>>;

// The fewest rows, up to 10,000, of which all these shares are whole numbers; 0 if there is none.
double rows_of_shares(const std::vector<PlacedRun>& runs) {
  constexpr int most_rows = 10'000;
  for (int rows = 1; rows <= most_rows; ++rows) {
    const bool whole = std::ranges::all_of(runs, [&](const PlacedRun& run) {
      const double count = run.value * rows;
      return std::isnan(run.value) || std::abs(count - std::round(count)) < 1e-6;
    });
    if (whole) return rows;
  }
  return 0;
}

// Draws of the data: with resplit every replicate of a seed has its own; else those of several data seeds; else there
// is one draw, and the networks are what is drawn.
std::string draw_of(const ComparisonRequest& request, const StoredCell& cell, std::uint32_t replicate,
                    bool several_data_seeds) {
  const auto part = [&](const char* setting) {
    return std::ranges::count(request.by, setting) > 0 ? "" : setting_of(cell, setting);
  };
  if (several_data_seeds && setting_of(cell, "resplit") == "off") return part("data_seed");
  return fmt::format("{} {} {}", part("data_seed"), part("seed"), replicate);
}

void place_data_set(const ComparisonRequest& request, const RunMetric& metric,
                    const std::vector<const ArrangedCell*>& cells, PlacedDataSet& out) {
  std::set<std::string> data_seeds;
  for (const ArrangedCell* one : cells) data_seeds.insert(setting_of(one->cell, "data_seed"));
  const bool several = data_seeds.size() > 1 && std::ranges::count(request.by, "data_seed") == 0;
  out.resampled = std::ranges::all_of(
      cells, [&](const ArrangedCell* one) { return several || setting_of(one->cell, "resplit") == "on"; });
  for (const ArrangedCell* one : cells) {
    const std::vector<double> values = metric_of_runs(metric, one->cell, request.target);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const RunRow& run = one->cell.runs[i];
      const bool success = !run.diverged && run.metrics.test_accuracy >= request.target;
      out.groups[one->group].push_back(
          {one->block, run.replicate, draw_of(request, one->cell, run.replicate, several), values[i], success});
    }
  }
  for (std::vector<PlacedRun>& runs : out.groups) std::ranges::sort(runs, {}, &PlacedRun::pairing);
  const StoredCell& cell = cells.front()->cell;
  out.regression = is_regression(cell);
  if (out.resampled) out.splits_of_file = test_rows_per_training_row(cell);
  if (metric.name.ends_with("_accuracy") && !out.regression) {
    for (const std::vector<PlacedRun>& runs : out.groups) out.test_rows = std::max(out.test_rows, rows_of_shares(runs));
  }
}

Placed place_runs(const ComparisonRequest& request, const RunMetric& metric, const Arrangement& arrangement) {
  Placed placed;
  for (std::size_t p = 0; p < arrangement.panels.size(); ++p) {
    placed.emplace_back();
    for (std::size_t d = 0; d < arrangement.panels[p].data_sets.size(); ++d) {
      std::vector<const ArrangedCell*> cells;
      for (const ArrangedCell& one : arrangement.cells) {
        if (one.panel == p && one.data_set == d) cells.push_back(&one);
      }
      PlacedDataSet& data_set = placed[p].emplace_back();
      data_set.groups.resize(arrangement.groups.size());
      if (!cells.empty()) place_data_set(request, metric, cells, data_set);
    }
  }
  return placed;
}

// Means over the pairs of one draw, draw by draw. Shares count every pair: their values are 0 or 1.
PairedRuns pair_runs(const RunMetric& metric, const PlacedDataSet& data_set, const std::vector<PlacedRun>& first,
                     const std::vector<PlacedRun>& second) {
  struct Sums {
    double first = 0;
    double second = 0;
    double pairs = 0;
  };
  std::map<std::string, Sums> draws;
  for (auto a = first.begin(), b = second.begin(); a != first.end() && b != second.end();) {
    if (a->pairing() < b->pairing()) {
      ++a;
    } else if (b->pairing() < a->pairing()) {
      ++b;
    } else {
      if (!std::isnan(a->value) && !std::isnan(b->value)) {
        const bool every_pair = metric.scale == Scale::share;
        Sums& sums = draws[every_pair ? fmt::format("{} {}", a->block, a->replicate) : a->draw];
        sums.first += a->value;
        sums.second += b->value;
        sums.pairs += 1;
      }
      ++a;
      ++b;
    }
  }
  PairedRuns out;
  for (const auto& [draw, sums] : draws) {
    out.first.push_back(sums.first / sums.pairs);
    out.second.push_back(sums.second / sums.pairs);
  }
  out.resampled = data_set.resampled;
  out.regression = data_set.regression;
  out.test_rows = data_set.test_rows;
  if (data_set.splits_of_file > 0) {
    out.variance_factor = overlapping_splits_factor(out.first.size(), data_set.splits_of_file, 1);
  }
  return out;
}

// The interval of a group's mean, over its draws.
Interval group_interval(const RunMetric& metric, const PlacedDataSet& data_set, const std::vector<PlacedRun>& runs) {
  PairedRuns own = pair_runs(metric, data_set, runs, runs);
  own.second.clear();
  return metric_effect(metric, {own}, {.level = 0.95}).effect.data_sets.front().interval;
}

ComparedDataSet describe(const RunMetric& metric, const std::string& name, const PlacedDataSet& data_set) {
  ComparedDataSet out{name, data_set.resampled, {}};
  for (const std::vector<PlacedRun>& runs : data_set.groups) {
    std::vector<double> values;
    std::size_t successes = 0;
    for (const PlacedRun& run : runs) {
      values.push_back(run.value);
      successes += run.success ? 1 : 0;
    }
    out.groups.push_back(describe_group(values, successes));
    if (out.groups.back().runs > 0) out.groups.back().interval = group_interval(metric, data_set, runs);
  }
  return out;
}

std::optional<std::size_t> baseline_group(const ComparisonRequest& request, const std::vector<std::string>& groups) {
  if (request.baseline.empty()) return std::nullopt;
  const auto found = std::ranges::find(groups, request.baseline);
  if (found != groups.end()) return static_cast<std::size_t>(found - groups.begin());
  throw Error(ErrorKind::usage, "`baseline`", "there is no group " + text::quoted(request.baseline),
              text::suggestion(request.baseline, groups));
}

// All pairs of groups, or each group with the baseline.
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::size_t groups, std::optional<std::size_t> baseline) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t first = 0; first < groups; ++first) {
    for (std::size_t second = baseline ? 0 : first + 1; second < groups; ++second) {
      if (baseline && (second != *baseline || first == *baseline)) continue;
      pairs.emplace_back(first, second);
    }
  }
  return pairs;
}

// The pair's runs on the data sets on which both groups have some.
struct PairOfGroups {
  std::size_t panel = 0;
  ComparedPair pair;
  std::vector<PairedRuns> runs;
};

std::vector<PairOfGroups> pair_groups(const RunMetric& metric, const Arrangement& arrangement, const Placed& placed,
                                      std::optional<std::size_t> baseline) {
  std::vector<PairOfGroups> out;
  for (std::size_t p = 0; p < placed.size(); ++p) {
    for (const auto& [first, second] : pairs_of(arrangement.groups.size(), baseline)) {
      PairOfGroups one;
      one.panel = p;
      one.pair.first = first;
      one.pair.second = second;
      for (std::size_t d = 0; d < placed[p].size(); ++d) {
        const PlacedDataSet& data_set = placed[p][d];
        PairedRuns runs = pair_runs(metric, data_set, data_set.groups[first], data_set.groups[second]);
        if (runs.first.empty()) continue;
        runs.data_set = arrangement.panels[p].data_sets[d];
        one.pair.data_sets.push_back(d);
        one.runs.push_back(std::move(runs));
      }
      if (!one.runs.empty()) out.push_back(std::move(one));
    }
  }
  return out;
}

void correct_p_values(std::vector<ComparisonPanel>& panels) {
  std::vector<ComparedPair*> tested;
  std::vector<double> p_values;
  for (ComparisonPanel& panel : panels) {
    for (ComparedPair& pair : panel.pairs) {
      if (std::isnan(pair.p_value)) continue;
      tested.push_back(&pair);
      p_values.push_back(pair.p_value);
    }
  }
  p_values = holm(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i) tested[i]->p_value = p_values[i];
}

void add_pairs(const ComparisonRequest& request, const RunMetric& metric, const Arrangement& arrangement,
               const Placed& placed, Comparison& out) {
  std::vector<PairOfGroups> pairs =
      pair_groups(metric, arrangement, placed, baseline_group(request, arrangement.groups));
  out.level = 1 - 0.05 / static_cast<double>(std::max<std::size_t>(1, pairs.size()));
  for (PairOfGroups& one : pairs) {
    one.pair.effect = metric_effect(metric, one.runs,
                                    {.higher = metric.higher_is_better, .smallest = out.smallest, .level = out.level});
    one.pair.p_value = one.pair.effect.effect.p_value;
    out.panels[one.panel].pairs.push_back(std::move(one.pair));
  }
  correct_p_values(out.panels);
}

void add_panels(const RunMetric& metric, const Arrangement& arrangement, const Placed& placed, Comparison& out) {
  for (std::size_t p = 0; p < placed.size(); ++p) {
    ComparisonPanel panel;
    panel.condition = arrangement.panels[p].condition;
    panel.metric = shown_name(metric.name, arrangement.panels[p].regression);
    std::vector<std::vector<double>> means;
    for (std::size_t d = 0; d < placed[p].size(); ++d) {
      panel.data_sets.push_back(describe(metric, arrangement.panels[p].data_sets[d], placed[p][d]));
      means.emplace_back();
      for (const GroupStatistics& group : panel.data_sets.back().groups) means.back().push_back(group.mean);
      for (std::size_t g = 0; g < placed[p][d].groups.size(); ++g) {
        for (const PlacedRun& run : placed[p][d].groups[g]) out.runs.push_back({p, d, g, run.value});
      }
    }
    panel.ranks = rank_groups(means, metric.higher_is_better);
    out.panels.push_back(std::move(panel));
  }
}

// What the panels call the metric: one name, or that of accuracies and that of R^2.
std::vector<std::string> metrics_of(const std::vector<ComparisonPanel>& panels) {
  std::vector<std::string> metrics;
  for (const ComparisonPanel& panel : panels) {
    if (std::ranges::count(metrics, panel.metric) == 0) metrics.push_back(panel.metric);
  }
  return metrics;
}

// Whether there are cells that differ in their group alone.
bool has_pairs_of_cells(const Arrangement& arrangement) {
  std::map<std::size_t, std::size_t> group_of_block;
  return std::ranges::any_of(arrangement.cells, [&](const ArrangedCell& one) {
    return group_of_block.try_emplace(one.block, one.group).first->second != one.group;
  });
}

void check_comparable(const ComparisonRequest& request, const Arrangement& arrangement, const Comparison& comparison) {
  const std::string by = text::enumeration(request.by);
  if (comparison.groups.size() < 2) {
    throw Error(ErrorKind::usage, "`by`",
                fmt::format("all cells have the same {} ({})", by, text::quoted(comparison.groups.front())),
                "compare by a setting that varies, or give several directories");
  }
  const bool known = std::ranges::any_of(comparison.runs, [](const auto& run) { return !std::isnan(run.value); });
  if (!known) {
    throw Error(ErrorKind::usage, "`metric`", comparison.metric + " has no values in these results",
                "choose another metric; `validation_fraction`, for one, makes validation metrics");
  }
  if (std::ranges::any_of(comparison.panels, [](const auto& panel) { return !panel.pairs.empty(); })) return;
  if (has_pairs_of_cells(arrangement)) {
    throw Error(ErrorKind::usage, "`metric`",
                "of every pair of runs one at least diverged or has no " + comparison.metric,
                "compare by success, which counts such runs as failures, or train with a lower `learning_rate`");
  }
  throw Error(ErrorKind::usage, "`by`", "no two cells differ in " + by + " alone, so nothing can be paired",
              "add the other settings in which they differ to `by`");
}

}  // namespace

Comparison compare(const ComparisonRequest& request) {
  const RunMetric& metric = find_run_metric(request.metric, "`metric`");
  const Arrangement arrangement = arrange(request);
  const Placed placed = place_runs(request, metric, arrangement);
  Comparison out;
  out.by = text::joined(request.by, ",");
  out.scale = metric.scale;
  out.higher_is_better = metric.higher_is_better;
  out.counts_successes = metric.name.ends_with("_accuracy") || metric.name == "epochs_to_target";
  out.smallest = request.smallest.value_or(metric.smallest);
  out.groups = arrangement.groups;
  out.chosen = arrangement.chosen;
  add_panels(metric, arrangement, placed, out);
  out.metric = text::enumeration(metrics_of(out.panels));
  if (out.groups.size() > 1) add_pairs(request, metric, arrangement, placed, out);
  check_comparable(request, arrangement, out);
  return out;
}

}  // namespace actlab
