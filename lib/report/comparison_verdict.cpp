#include "report/comparison_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "plan/label.hpp"
#include "report/comparison_text.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

using Names = std::vector<std::string>;

// From so many data sets on, a sentence may speak of others like them.
constexpr std::size_t enough_data_sets = 5;

// An effect as a sentence wants it: of the group that came out better, turned so that positive is better.
struct Told {
  std::string better;
  std::string worse;
  Outcome outcome = Outcome::cannot_tell;
  double effect = 0;  // better - worse, or the log ratio, of the metric itself
  Interval interval;
};

// The same outcome told of the other group.
Outcome turned(Outcome outcome) {
  switch (outcome) {
    case Outcome::holds:
      return Outcome::reversed;
    case Outcome::reversed:
      return Outcome::holds;
    case Outcome::not_better:
      return Outcome::not_worse;
    case Outcome::not_worse:
      return Outcome::not_better;
    default:
      return outcome;
  }
}

Told told(const Comparison& comparison, const ComparedPair& pair, Outcome outcome, double estimate,
          const Interval& interval) {
  const bool first_better = (estimate >= 0) == comparison.higher_is_better || estimate == 0;
  const std::string& first = comparison.groups[pair.first];
  const std::string& second = comparison.groups[pair.second];
  if (first_better) return {first, second, outcome, estimate, interval};
  return {second, first, turned(outcome), -estimate, negated(interval)};
}

std::string says(const Comparison& comparison, const Told& told) {
  const std::string smallest = smallest_text(comparison);
  switch (told.outcome) {
    case Outcome::holds:
      return fmt::format("{} is better than {}", told.better, told.worse);
    case Outcome::no_difference:
      return fmt::format("{} and {} show no difference that matters", told.better, told.worse);
    case Outcome::not_better:
      return fmt::format("{} is not better than {} by more than {}, and may be worse", told.better, told.worse,
                         smallest);
    case Outcome::not_worse:
      return fmt::format("{} is not worse than {} by more than {}, and may be better", told.better, told.worse,
                         smallest);
    case Outcome::no_information:
      return fmt::format(
          "nothing is known of {} against {}: both are at the end of what the metric can show, or nothing "
          "varies",
          told.better, told.worse);
    default:
      return fmt::format("whether {} or {} is better cannot be told", told.better, told.worse);
  }
}

std::string numbers_of(const Comparison& comparison, const ComparisonPanel& panel, const Told& told) {
  if (std::isnan(told.effect)) return "";
  return fmt::format("{} {}, {:.4g} % interval {} to {}", words_of(panel.metric),
                     effect_text(comparison.scale, told.effect), 100 * comparison.level,
                     effect_text(comparison.scale, told.interval.low),
                     effect_text(comparison.scale, told.interval.high));
}

// On one data set.
std::string data_set_sentence(const Comparison& comparison, const ComparisonPanel& panel, const ComparedPair& pair,
                              std::size_t place) {
  const DataSetEffect& effect = pair.effect.effect.data_sets[place];
  const ComparedDataSet& data_set = panel.data_sets[pair.data_sets[place]];
  const Told one = told(comparison, pair, pair.effect.data_set_outcomes[place], effect.estimate, effect.interval);
  std::string sentence =
      data_set.name.empty() ? says(comparison, one) : fmt::format("on {} {}", data_set.name, says(comparison, one));
  const std::string numbers = numbers_of(comparison, panel, one);
  sentence += fmt::format(" ({}{}n = {})", numbers, numbers.empty() ? "" : ", ", effect.n);
  return sentence + (data_set.resampled ? "" : ", for this draw of the data");
}

std::string counts_of(const Comparison& comparison, const Effect& effect, bool first_better) {
  const bool higher = comparison.higher_is_better == first_better;
  return fmt::format("better on {}, as good on {} and worse on {} of {} data sets",
                     higher ? effect.higher : effect.lower, effect.within, higher ? effect.lower : effect.higher,
                     effect.pooled);
}

// Over several data sets.
std::string pooled_sentence(const Comparison& comparison, const ComparisonPanel& panel, const ComparedPair& pair) {
  const Effect& effect = pair.effect.effect;
  const Told one = told(comparison, pair, pair.effect.outcome, effect.estimate, effect.interval);
  const bool first_better = one.better == comparison.groups[pair.first];
  const bool some_left_out = effect.pooled > 0 && effect.pooled < effect.data_sets.size();
  std::string sentence =
      fmt::format("over {}{} data sets {}", some_left_out ? fmt::format("{} of ", effect.pooled) : "",
                  effect.data_sets.size(), says(comparison, one));
  const std::string numbers = numbers_of(comparison, panel, one);
  if (!numbers.empty()) sentence += fmt::format(" ({}; {})", numbers, counts_of(comparison, effect, first_better));
  if (pair.effect.varies && effect.prediction) {
    const Interval prediction = first_better ? *effect.prediction : negated(*effect.prediction);
    sentence +=
        fmt::format("; but it varies: on a further data set between {} and {} (80 %)",
                    effect_text(comparison.scale, prediction.low), effect_text(comparison.scale, prediction.high));
  }
  return sentence + (pair.effect.resampled ? "" : ", for this draw of the data");
}

// Names of groups keep their first letters.
std::string capitalised(std::string sentence) {
  for (const char* lead : {"on ", "over ", "whether ", "nothing "}) {
    if (!sentence.starts_with(lead)) continue;
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    break;
  }
  return sentence;
}

void add_sentences(const Comparison& comparison, const ComparisonPanel& panel, const ComparedPair& pair,
                   Names& sentences) {
  const std::string condition = panel_name(panel);
  const std::size_t data_sets = pair.data_sets.size();
  const auto add = [&](const std::string& sentence) {
    sentences.push_back(condition.empty() ? capitalised(sentence) : condition + ": " + sentence);
  };
  if (data_sets < enough_data_sets) {
    for (std::size_t i = 0; i < data_sets; ++i) add(data_set_sentence(comparison, panel, pair, i));
  }
  if (data_sets > 1) {
    add(pooled_sentence(comparison, panel, pair) +
        (data_sets < enough_data_sets ? "; so few data sets say little of others" : ""));
  }
}

// Groups of a panel that has ranks or one data set, the best first: by average rank, or by the mean.
std::vector<std::size_t> best_first(const Comparison& comparison, const ComparisonPanel& panel) {
  if (panel.ranks) return panel.ranks->order;
  std::vector<std::size_t> order;
  const std::vector<GroupStatistics>& groups = panel.data_sets.front().groups;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!std::isnan(groups[g].mean)) order.push_back(g);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return comparison.higher_is_better ? groups[a].mean > groups[b].mean : groups[a].mean < groups[b].mean;
  });
  return order;
}

const ComparedPair* pair_of(const ComparisonPanel& panel, std::size_t a, std::size_t b) {
  const auto found = std::ranges::find_if(
      panel.pairs, [&](const ComparedPair& pair) { return std::minmax(pair.first, pair.second) == std::minmax(a, b); });
  return found == panel.pairs.end() ? nullptr : &*found;
}

// "relu is better than tanh and silu; to elu there is no difference that matters; ..."
std::string others_sentence(const Comparison& comparison, const ComparisonPanel& panel,
                            const std::vector<std::size_t>& order) {
  std::array<Names, outcome_names.size()> by_outcome;
  const std::size_t best = order.front();
  for (std::size_t i = 1; i < order.size(); ++i) {
    const ComparedPair* pair = pair_of(panel, best, order[i]);
    if (pair == nullptr) continue;
    const Outcome outcome = pair->first == best ? pair->effect.outcome : turned(pair->effect.outcome);
    by_outcome[static_cast<std::size_t>(outcome)].push_back(comparison.groups[order[i]]);
  }
  Names parts;
  const auto add = [&](Outcome outcome, const std::string& format) {
    const Names& groups = by_outcome[static_cast<std::size_t>(outcome)];
    if (!groups.empty()) parts.push_back(fmt::format(fmt::runtime(format), text::enumeration(groups)));
  };
  add(Outcome::holds, "it is better than {}");
  add(Outcome::reversed, "it is worse than {}");
  add(Outcome::no_difference, "there is no difference that matters to {}");
  add(Outcome::not_worse, "it is not worse than {} by more than " + smallest_text(comparison));
  add(Outcome::not_better, "it is not better than {} by more than " + smallest_text(comparison));
  add(Outcome::cannot_tell, "against {} it cannot be told");
  add(Outcome::no_information, "against {} nothing is known");
  const std::string condition = panel_name(panel);
  return fmt::format("{}{} has the best {}: {}", condition.empty() ? "" : condition + ": ", comparison.groups[best],
                     panel.ranks ? "average rank" : "mean", text::joined(parts, "; "));
}

}  // namespace

std::string_view scale_name(Scale scale) {
  constexpr std::array<std::string_view, 3> names{"difference", "ratio", "share"};
  return names[static_cast<std::size_t>(scale)];
}

std::string smallest_text(const Comparison& comparison) {
  return comparison.scale == Scale::ratio ? fmt::format("{:.4g} %", 100 * comparison.smallest)
                                          : text::number_text(comparison.smallest);
}

std::string panel_name(const ComparisonPanel& panel) {
  if (!panel.metric.ends_with("_r2")) return panel.condition;
  return panel.condition.empty() ? "regression" : panel.condition + ", regression";
}

std::string outcome_words(const Comparison& comparison, const ComparedPair& pair, Outcome outcome) {
  const std::string& first = comparison.groups[pair.first];
  switch (outcome) {
    case Outcome::holds:
      return first + " better";
    case Outcome::reversed:
      return comparison.groups[pair.second] + " better";
    case Outcome::not_better:
      return fmt::format("{} not better by {}", first, smallest_text(comparison));
    case Outcome::not_worse:
      return fmt::format("{} not worse by {}", first, smallest_text(comparison));
    default:
      return std::string(outcome_name(outcome));
  }
}

std::string data_note(const Comparison& comparison) {
  Names fixed;
  bool all = true;
  for (const ComparisonPanel& panel : comparison.panels) {
    for (const ComparedDataSet& data_set : panel.data_sets) {
      all = all && !data_set.resampled;
      if (!data_set.resampled && std::ranges::count(fixed, data_set.name) == 0) fixed.push_back(data_set.name);
    }
  }
  if (fixed.empty()) return "";
  return all ? ", for this draw of the data" : ", for this draw of the data on " + text::enumeration(fixed);
}

std::vector<std::string> verdict(const Comparison& comparison, bool with_baseline) {
  Names sentences;
  for (const ComparisonPanel& panel : comparison.panels) {
    // Where no data set has all groups there is no best one.
    const bool without_order = !panel.ranks && panel.data_sets.size() > 1;
    if (with_baseline || without_order) {
      for (const ComparedPair& pair : panel.pairs) add_sentences(comparison, panel, pair, sentences);
      continue;
    }
    const std::vector<std::size_t> order = best_first(comparison, panel);
    if (order.size() < 2) continue;
    if (const ComparedPair* pair = pair_of(panel, order[0], order[1])) {
      add_sentences(comparison, panel, *pair, sentences);
    }
    if (order.size() > 2) sentences.push_back(others_sentence(comparison, panel, order));
  }
  return sentences;
}

}  // namespace actlab
