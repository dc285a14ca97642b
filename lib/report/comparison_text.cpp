#include "report/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/number.hpp"

namespace actlab {
namespace {

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

}  // namespace

Table groups_table(const Comparison& comparison, TableFormat format) {
  const Numbers numbers(format);
  Table table;
  table.title = fmt::format("{} by {}, over all runs that did not diverge", comparison.metric, comparison.by);
  table.header = {comparison.by, "runs", "diverged", "mean"};
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

Table pairs_table(const Comparison& comparison, TableFormat format) {
  const Numbers numbers(format);
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

}  // namespace actlab
