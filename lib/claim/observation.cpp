#include "claim/observation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "arithmetic/elementary.hpp"
#include "plan/dataset_kind.hpp"
#include "plan/grid.hpp"
#include "plan/label.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

using Texts = std::map<std::string, std::string>;

std::string values_of(const Texts& settings, const std::vector<std::string>& names) {
  std::vector<std::string> values;
  values.reserve(names.size());
  for (const std::string& name : names) values.push_back(settings.at(name));
  return text::joined(values, ", ");
}

// "8 x 16" for eight layers of sixteen.
std::string short_arch(const std::string& arch) {
  std::string spaced = arch;
  std::ranges::replace(spaced, '-', ' ');
  const std::vector<std::string> widths = text::words(spaced);
  const bool alike = std::ranges::count(widths, widths.front()) == std::ssize(widths);
  return alike && widths.size() > 2 ? fmt::format("{} x {}", widths.size(), widths.front()) : arch;
}

// The values of the rule's `each` in words: an architecture speaks for itself.
std::string condition_of(const Texts& settings, const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    const std::string& value = settings.at(name);
    parts.push_back(name == "arch" ? short_arch(value) : fmt::format("{} {}", words_of(name), value));
  }
  return text::joined(parts, " ");
}

// Where a slope sees a value of its setting: at its power of ten, an architecture at its number of hidden layers.
double position(const std::string& setting, const std::string& value) {
  if (setting == "arch") {
    return value == "linear" ? 0 : 1 + static_cast<double>(std::ranges::count(value, '-'));
  }
  const auto number = text::parse_number(value);
  if (number && *number > 0) return arithmetic::log(*number) / arithmetic::log(10);
  throw Error(ErrorKind::usage, "slope", text::quoted(value) + " of " + setting + " is no number above 0",
              "ask a slope over a setting whose values are such numbers");
}

// Least squares: sum (x - mean x)(y - mean y) / sum (x - mean x)^2. NaN for fewer than two positions.
double least_squares_slope(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  double products = 0;
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    products += (x[i] - mean_x) * (y[i] - mean_y);
    squares += (x[i] - mean_x) * (x[i] - mean_x);
  }
  return squares > 0 ? products / squares : std::nan("");
}

double number_of(const Texts& settings, const std::string& name) {
  const auto found = settings.find(name);
  return found == settings.end() ? 0 : text::parse_number(found->second).value_or(0);
}

void add_unless_there(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::count(names, name) == 0) names.push_back(name);
}

}  // namespace

std::set<std::string> named_settings(const Claim& claim) {
  if (claim.benchmark) return {"activation", "arch"};
  std::set<std::string> names;
  for (const Grid& grid : grids_of(claim.experiment)) {
    for (const auto& [name, values] : grid.values) names.insert(name);
  }
  return names;
}

ArrangedObservations::ArrangedObservations(const Claim& claim, const ClaimRule& rule,
                                           const std::vector<ClaimObservation>& observations)
    : rule_(rule), run_over_(rule.change ? rule.change->setting : rule.slope) {
  for (const std::string& name : named_settings(claim)) {
    const bool apart = std::ranges::count(rule.by, name) > 0 || std::ranges::count(rule.each, name) > 0 ||
                       (claim.tuning && claim.tuning->setting == name) || name == run_over_;
    if (!apart) pairing_.push_back(name);
  }
  std::map<Place, std::map<std::string, Series>> series;
  for (const ClaimObservation& observation : observations) add(observation, series);
  for (const auto& [place, by_data_set] : series) {
    for (const auto& [data_set, of_data_set] : by_data_set) {
      Values& values = values_[place][data_set];
      for (const auto& [key, one] : of_data_set) values[key] = derived(one);
    }
  }
}

void ArrangedObservations::add(const ClaimObservation& observation,
                               std::map<Place, std::map<std::string, Series>>& series) {
  const Texts& settings = *observation.settings;
  for (const auto& [name, allowed] : rule_.where) {
    if (std::ranges::count(allowed, settings.at(name)) == 0) return;
  }
  const std::string data_set = settings.contains("dataset") ? data_set_of(settings.at("dataset")) : this_machine;
  if (is_bound(rule_.relation) && !bound_on(rule_, data_set)) return;
  const std::string condition = condition_of(settings, rule_.each);
  add_unless_there(conditions_, condition);
  add_unless_there(data_sets_, data_set);
  settings_[data_set] = &settings;
  const bool counted = observation.diverged && rule_.diverged;
  const std::string at = run_over_.empty() ? "" : settings.at(run_over_);
  series[{condition, values_of(settings, rule_.by)}][data_set][{observation.replicate, values_of(settings, pairing_)}]
        [at] = {counted ? *rule_.diverged : observation.value, observation.diverged};
}

ArrangedObservations::Value ArrangedObservations::derived(const std::map<std::string, Value>& series) const {
  const bool diverged = std::ranges::any_of(series, [](const auto& one) { return one.second.diverged; });
  if (rule_.change) {
    const auto from = series.find(rule_.change->from);
    const auto to = series.find(rule_.change->to);
    const bool both = from != series.end() && to != series.end();
    return {both ? to->second.number - from->second.number : std::nan(""), diverged};
  }
  if (rule_.slope.empty()) return series.begin()->second;
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& [text, value] : series) {
    x.push_back(position(rule_.slope, text));
    y.push_back(value.number);
  }
  return {least_squares_slope(x, y), diverged};
}

std::vector<DataSetPairs> ArrangedObservations::pairs(const std::string& condition, const std::string& group,
                                                      const std::string& against) const {
  std::vector<DataSetPairs> all;
  const auto first = values_.find({condition, group});
  const auto second = values_.find({condition, against});
  if (first == values_.end() || (!against.empty() && second == values_.end())) return all;
  for (const std::string& data_set : data_sets_) {
    const auto of_first = first->second.find(data_set);
    if (of_first == first->second.end()) continue;
    const Values* others = nullptr;
    if (!against.empty()) {
      const auto of_second = second->second.find(data_set);
      if (of_second == second->second.end()) continue;
      others = &of_second->second;
    }
    DataSetPairs pairs = pairs_on(data_set, of_first->second, others);
    if (!pairs.runs.first.empty() || pairs.diverged > 0) all.push_back(std::move(pairs));
  }
  return all;
}

DataSetPairs ArrangedObservations::pairs_on(const std::string& data_set, const Values& first,
                                            const Values* second) const {
  struct Sums {
    std::vector<double> first, second;
  };
  DataSetPairs pairs;
  pairs.runs.data_set = data_set;
  std::map<std::pair<std::uint32_t, std::string>, Sums> by_unit;
  // The mean of shares is none: each is a unit of its own.
  const bool share = judged_metric(rule_).scale == Scale::share;
  for (const auto& [key, value] : first) {
    const auto other = second == nullptr ? first.end() : second->find(key);
    if (second != nullptr && other == second->end()) continue;
    const bool known = !std::isnan(value.number) && (second == nullptr || !std::isnan(other->second.number));
    const bool diverged = value.diverged || (second != nullptr && other->second.diverged);
    if (diverged || !known) ++pairs.diverged;
    if (!known) continue;
    pairs.networks.push_back(value.number);
    Sums& unit = by_unit[{key.first, share ? key.second : ""}];
    unit.first.push_back(value.number);
    if (second != nullptr) unit.second.push_back(other->second.number);
  }
  for (const auto& [key, unit] : by_unit) {
    pairs.runs.first.push_back(mean(unit.first));
    if (second != nullptr) pairs.runs.second.push_back(mean(unit.second));
  }
  describe(pairs);
  return pairs;
}

// What is known of the data set from the settings of its cells.
void ArrangedObservations::describe(DataSetPairs& pairs) const {
  PairedRuns& runs = pairs.runs;
  const Texts& settings = *settings_.at(runs.data_set);
  if (!settings.contains("dataset")) {
    runs.resampled = true;  // every round is another
    return;
  }
  runs.resampled = settings.contains("resplit") && settings.at("resplit") == "on";
  runs.regression = settings.contains("task") && settings.at("task") == "regression";
  const double train = number_of(settings, "train_fraction");
  const double test = 1 - train - number_of(settings, "validation_fraction");
  if (is_generated(runs.data_set)) {
    runs.test_rows = std::floor(number_of(settings, "samples") * test + 0.5);
  } else if (runs.resampled && train > 0) {
    runs.variance_factor = overlapping_splits_factor(runs.first.size(), test, train);
  }
}

}  // namespace actlab
