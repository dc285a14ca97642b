#include "experiment/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "experiment/config.hpp"
#include "gnuplot.hpp"
#include "record/csv_writer.hpp"
#include "table.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

struct CompareFlags {
  std::vector<std::string> directories;
  std::string by = "activation";
  std::string metric = "test_accuracy";
  std::string baseline;
  std::string target = "0.95";
  std::string format = "text";
  std::string figures;
  std::string figure_format = "png";
};

ComparisonRequest read_request(const CompareFlags& flags) {
  ComparisonRequest request;
  request.directories.assign(flags.directories.begin(), flags.directories.end());
  request.by.clear();
  for (std::string& name : split_list(flags.by)) {
    std::ranges::replace(name, '-', '_');
    request.by.push_back(name);
  }
  request.metric = flags.metric;
  std::ranges::replace(request.metric, '-', '_');
  request.baseline = flags.baseline;
  const auto target = text::parse_number(flags.target);
  if (!target || !(*target > 0) || *target > 1) {
    throw Error(ErrorKind::usage, "--target", text::quoted(flags.target) + " is not allowed",
                "give a test accuracy (or R^2) above 0 and at most 1");
  }
  request.target = *target;
  return request;
}

// Numbers as each format wants them: for machines in full, for readers in four digits.
class Numbers {
 public:
  explicit Numbers(TableFormat format) : full_(format == TableFormat::csv) {}

  [[nodiscard]] std::string number(double value) const {
    if (std::isnan(value)) return full_ ? "" : "-";
    return full_ ? text::number_text(value) : fmt::format("{:.4g}", value);
  }
  [[nodiscard]] std::string share(double value) const {
    if (std::isnan(value)) return full_ ? "" : "-";
    return full_ ? text::number_text(value) : fmt::format("{:.3f}", value);
  }
  [[nodiscard]] std::string p_value(double value) const {
    if (full_) return text::number_text(value);
    return value < 0.001 ? "<0.001" : fmt::format("{:.3f}", value);
  }
  // One column for readers, two for machines.
  void interval(std::vector<std::string>& row, const Interval& interval, bool shares = false) const {
    const std::string low = shares ? share(interval.low) : number(interval.low);
    const std::string high = shares ? share(interval.high) : number(interval.high);
    if (full_) {
      row.push_back(low);
      row.push_back(high);
    } else {
      row.push_back(low + " to " + high);
    }
  }
  void interval_header(std::vector<std::string>& header, const std::string& machine, const char* reader) const {
    if (full_) {
      header.push_back(machine + "_low");
      header.push_back(machine + "_high");
    } else {
      header.emplace_back(reader);
    }
  }
  [[nodiscard]] std::string name(const char* machine, const char* reader) const { return full_ ? machine : reader; }

 private:
  bool full_;
};

Table groups_table(const Comparison& comparison, const CompareFlags& flags, const Numbers& numbers) {
  Table table;
  table.title = fmt::format("{} by {}, over all runs that did not diverge", comparison.metric, flags.by);
  table.header = {flags.by, "runs", "diverged", "mean"};
  numbers.interval_header(table.header, "mean", "95 % interval");
  for (const char* name : {"sd", "q1", "median", "q3"}) table.header.emplace_back(name);
  table.header.push_back(numbers.name("success_rate", "success"));
  numbers.interval_header(table.header, "success", "95 % interval");
  if (comparison.statistics.ranks) table.header.push_back(numbers.name("average_rank", "rank"));
  for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
    const GroupStatistics& group = comparison.statistics.groups[g];
    std::vector<std::string> row{comparison.groups[g], std::to_string(group.runs), std::to_string(group.diverged),
                                 numbers.number(group.mean)};
    numbers.interval(row, group.interval);
    for (const double value : {group.sd, group.q1, group.median, group.q3}) row.push_back(numbers.number(value));
    row.push_back(numbers.share(static_cast<double>(group.successes) / static_cast<double>(group.runs)));
    numbers.interval(row, group.success_interval, true);
    if (const auto& ranks = comparison.statistics.ranks)
      row.push_back(numbers.number(ranks->friedman.average_ranks[g]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table pairs_table(const Comparison& comparison, const Numbers& numbers) {
  Table table;
  table.title = "pairs of runs with the same settings and seed; p-values with Holm's correction";
  table.numbers_from = 2;
  table.header = {"first", "second", "pairs", "difference"};
  numbers.interval_header(table.header, "difference", "95 % interval");
  table.header.push_back(numbers.name("effect", "effect d"));
  table.header.push_back(numbers.name("first_better", "first better"));
  table.header.push_back(numbers.name("p_wilcoxon", "p Wilcoxon"));
  table.header.push_back(numbers.name("p_permutation", "p permutation"));
  for (const PairStatistics& pair : comparison.statistics.pairs) {
    std::vector<std::string> row{comparison.groups[pair.first], comparison.groups[pair.second],
                                 std::to_string(pair.pairs), numbers.number(pair.difference)};
    numbers.interval(row, pair.interval);
    row.push_back(numbers.number(pair.effect));
    row.push_back(numbers.share(pair.wins));
    row.push_back(numbers.p_value(pair.wilcoxon));
    row.push_back(numbers.p_value(pair.permutation));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string ranks_text(const Comparison& comparison) {
  const RankStatistics& ranks = *comparison.statistics.ranks;
  std::string text = fmt::format("average ranks over {} data sets (1 is best):", ranks.data_sets);
  for (const std::size_t group : ranks.order) {
    text += fmt::format(" {} {:.2f}{}", comparison.groups[group], ranks.friedman.average_ranks[group],
                        group == ranks.order.back() ? "" : ",");
  }
  text += fmt::format("\nFriedman chi^2 {:.2f}, Iman-Davenport F {:.2f}, p {}; ", ranks.friedman.chi_squared,
                      ranks.friedman.f, Numbers(TableFormat::text).p_value(ranks.friedman.p_value));
  if (std::isnan(ranks.critical_difference)) return text + "no critical difference above 50 groups\n";
  return text + fmt::format("critical difference {:.2f} (Nemenyi, 0.05)\n", ranks.critical_difference);
}

// What a pair says, in a sentence with its numbers, from the better group's side.
std::string pair_sentence(const Comparison& comparison, const PairStatistics& pair) {
  const bool first_better = (pair.difference > 0) == comparison.higher_is_better;
  const std::string& better = comparison.groups[first_better ? pair.first : pair.second];
  const std::string& worse = comparison.groups[first_better ? pair.second : pair.first];
  const std::string numbers =
      fmt::format("difference {:.4g}, 95 % interval {:.4g} to {:.4g}, n = {} pairs, p {}", std::abs(pair.difference),
                  first_better == comparison.higher_is_better ? pair.interval.low : -pair.interval.high,
                  first_better == comparison.higher_is_better ? pair.interval.high : -pair.interval.low, pair.pairs,
                  Numbers(TableFormat::text).p_value(pair.wilcoxon));
  // A p-value alone decides nothing: the mean must differ too.
  const bool apart = pair.wilcoxon < 0.05 && (pair.interval.low > 0 || pair.interval.high < 0);
  if (apart) return fmt::format("{} is better than {} ({})", better, worse, numbers);
  return fmt::format("{} and {} are not told apart ({})", better, worse, numbers);
}

// The best group against the one with the next mean, or every group against the baseline.
std::vector<std::string> verdict(const Comparison& comparison, bool with_baseline) {
  std::vector<std::string> sentences;
  std::vector<std::size_t> order(comparison.groups.size());
  for (std::size_t g = 0; g < order.size(); ++g) order[g] = g;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const double x = comparison.statistics.groups[a].mean;
    const double y = comparison.statistics.groups[b].mean;
    return comparison.higher_is_better ? x > y : x < y;
  });
  for (const PairStatistics& pair : comparison.statistics.pairs) {
    const bool top_two = std::minmax(pair.first, pair.second) == std::minmax(order[0], order[1]);
    if (pair.pairs > 0 && (with_baseline || top_two)) sentences.push_back(pair_sentence(comparison, pair));
  }
  return sentences;
}

// For the figures: gnuplot reads nothing else.
void write_groups(const std::filesystem::path& path, const Comparison& comparison) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 8> columns{"group", "runs", "mean", "low", "high", "q1", "median", "q3"};
  out.header(columns);
  for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
    const GroupStatistics& group = comparison.statistics.groups[g];
    out.text(gnuplot_field(comparison.groups[g]));
    out.integer(static_cast<std::int64_t>(group.runs - group.diverged));
    for (const double value : {group.mean, group.interval.low, group.interval.high, group.q1, group.median, group.q3}) {
      out.number(value);
    }
    out.end_row();
  }
  out.commit();
}

void write_runs(const std::filesystem::path& path, const Comparison& comparison) {
  CsvWriter out(path);
  out.text("group");
  out.text(comparison.metric);
  out.end_row();
  for (const Observation& run : comparison.observations) {
    if (!std::isfinite(run.value)) continue;
    out.integer(static_cast<std::int64_t>(run.group + 1));
    out.number(run.value);
    out.end_row();
  }
  out.commit();
}

// Ranks in their order, and the bars that join what is not told apart.
void write_ranks(const std::filesystem::path& directory, const Comparison& comparison) {
  const RankStatistics& ranks = *comparison.statistics.ranks;
  CsvWriter out(directory / "ranks.csv");
  constexpr std::array<std::string_view, 3> columns{"group", "average_rank", "critical_difference"};
  out.header(columns);
  for (const std::size_t group : ranks.order) {
    out.text(gnuplot_field(comparison.groups[group]));
    out.number(ranks.friedman.average_ranks[group]);
    out.number(ranks.critical_difference);
    out.end_row();
  }
  out.commit();
  CsvWriter bars(directory / "rank-bars.csv");
  constexpr std::array<std::string_view, 2> ends{"from", "to"};
  bars.header(ends);
  for (const auto& [first, last] : ranks.indistinct) {
    bars.number(ranks.friedman.average_ranks[ranks.order[first]]);
    bars.number(ranks.friedman.average_ranks[ranks.order[last]]);
    bars.end_row();
  }
  bars.commit();
}

void write_curves(const std::filesystem::path& path, const ComparisonRequest& request) {
  std::string column;
  const std::vector<GroupCurvePoint> points = group_curves(request, column);
  CsvWriter out(path);
  for (const std::string& name :
       {std::string("group"), std::string("epoch"), column + "_q1", column + "_median", column + "_q3"}) {
    out.text(name);
  }
  out.end_row();
  for (const GroupCurvePoint& point : points) {
    out.integer(static_cast<std::int64_t>(point.group + 1));
    for (const double value : {point.epoch, point.q1, point.median, point.q3}) out.number(value);
    out.end_row();
  }
  out.commit();
}

bool has_metrics(const ComparisonRequest& request) {
  return std::ranges::all_of(request.directories, [](const std::filesystem::path& directory) {
    return read_config(directory / "run.toml").recording.metrics;
  });
}

void draw_figures(const Comparison& comparison, const ComparisonRequest& request, const CompareFlags& flags) {
  const Plotter plotter(flags.figures, flags.figures, flags.figure_format);
  const std::filesystem::path directory = flags.figures;
  write_groups(directory / "groups.csv", comparison);
  write_runs(directory / "group-runs.csv", comparison);
  plotter.draw("compare-runs.gp", "compare-runs");
  if (comparison.statistics.ranks && !std::isnan(comparison.statistics.ranks->critical_difference)) {
    write_ranks(directory, comparison);
    plotter.draw("critical-difference.gp", "critical-difference");
  }
  if (has_metrics(request)) {
    write_curves(directory / "group-curves.csv", request);
    plotter.draw("compare-curves.gp", "compare-curves");
  }
}

void compare(const CompareFlags& flags) {
  const TableFormat format = read_table_format(flags.format, "--format");
  check_figure_format(flags.figure_format, "--figure-format");
  const ComparisonRequest request = read_request(flags);
  const Comparison comparison = compare(request);
  const Numbers numbers(format);
  fmt::print("{}\n", table_text(groups_table(comparison, flags, numbers), format));
  fmt::print("{}", table_text(pairs_table(comparison, numbers), format));
  if (format == TableFormat::text || format == TableFormat::markdown) {
    fmt::print("\n");
    if (comparison.statistics.ranks) fmt::print("{}\n", ranks_text(comparison));
    for (const std::string& sentence : verdict(comparison, !flags.baseline.empty())) fmt::print("{}\n", sentence);
  }
  if (!flags.figures.empty()) draw_figures(comparison, request, flags);
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("compare", "which setting is better, by how much, and how sure that is");
  verb->footer(
      "Runs are paired: the same settings but for --by, and the same replicate's random numbers.\n"
      "Metrics: " +
      text::enumeration(comparison_metrics()) +
      ".\n"
      "epochs_to_target counts a run that never gets there as all its epochs; dead_fraction, saturated_fraction and\n"
      "effective_rank are means over the hidden layers at the last recorded epoch.\n"
      "\n"
      "Examples:\n"
      "  actlab compare results/demo\n"
      "  actlab compare results/demo --baseline relu --metric epochs_to_target --target 0.9\n"
      "  actlab compare results/a results/b --by optimizer --format latex\n"
      "  actlab compare results/demo --figures results/demo/comparison\n"
      "\n"
      "Exit codes: 0 compared, 2 nothing to compare, 3 a directory is not finished or lacks a recording.");
  const auto flags = std::make_shared<CompareFlags>();
  verb->add_option("DIR", flags->directories, "results directories, compared together")->required();
  verb->add_option("--by", flags->by, "the setting whose values are compared, or several [activation]")
      ->type_name("SETTING");
  verb->add_option("--metric", flags->metric, "what is compared [test_accuracy]")->type_name("NAME");
  verb->add_option("--baseline", flags->baseline, "compare every group with this one [all with all]")
      ->type_name("GROUP");
  verb->add_option("--target", flags->target, "test accuracy (R^2) that counts as success [0.95]")->type_name("X");
  verb->add_option("--format", flags->format, "text, csv, markdown or latex [text]")->type_name("FORMAT");
  verb->add_option("--figures", flags->figures, "draw the runs, the learning curves and the ranks into this directory")
      ->type_name("DIR");
  verb->add_option("--figure-format", flags->figure_format, "png, svg or pdf [png]")->type_name("FORMAT");
  verb->callback([&action, flags] { action = [flags] { compare(*flags); }; });
}

}  // namespace actlab::cmd
