#include "analysis/metric_effect.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/elementary.hpp"

using namespace actlab;

namespace {

using Values = std::vector<double>;
using Outcomes = std::vector<Outcome>;

const RunMetric& metric(const char* name) { return find_run_metric(name, "`metric`"); }
const RunMetric& accuracy() { return metric("test_accuracy"); }

EffectQuestion higher(double smallest) { return {.higher = true, .smallest = smallest}; }
EffectQuestion lower(double smallest) { return {.higher = false, .smallest = smallest}; }

PairedRuns pairs(Values first, Values second) {
  PairedRuns runs;
  runs.first = std::move(first);
  runs.second = std::move(second);
  return runs;
}

// Eight pairs whose mean difference is `difference`, and which differ by 0.004 at most from it.
PairedRuns about(double difference) {
  PairedRuns runs;
  for (int i = 0; i < 8; ++i) {
    const double second = 0.4 + 0.01 * i;
    runs.second.push_back(second);
    runs.first.push_back(second + difference + (i % 2 == 0 ? 0.002 : -0.002) * (1 + i / 4));
  }
  return runs;
}

MetricEffect over(const Values& differences, double smallest) {
  std::vector<PairedRuns> runs;
  for (const double difference : differences) runs.push_back(about(difference));
  return metric_effect(accuracy(), runs, higher(smallest));
}

Outcome outcome_on_one(const RunMetric& of, const PairedRuns& runs, const EffectQuestion& question) {
  return metric_effect(of, {runs}, question).outcome;
}

}  // namespace

TEST_CASE("Accuracies are set against each other by differences in points, and delta is one too") {
  const MetricEffect effect = over({0.2}, 0.01);
  CHECK(effect.delta == 0.01);
  CHECK(effect.effect.estimate == Approx(0.2));
  CHECK(effect.outcome == Outcome::holds);
  CHECK(effect.data_set_outcomes == Outcomes{Outcome::holds});
}

TEST_CASE("Losses are set against each other by the log of their ratio, and delta is that of a share") {
  const PairedRuns runs = pairs({0.5, 0.625, 0.375, 0.5}, {1, 1.25, 0.75, 1.125});
  const MetricEffect effect = metric_effect(metric("test_loss"), {runs}, lower(0.05));
  CHECK(effect.delta == arithmetic::log(1.05));
  CHECK(effect.effect.estimate == Approx(std::log(2 / 4.125)));
  CHECK(effect.outcome == Outcome::holds);
  CHECK(effect.effect.interval.high < -0.5);
}

TEST_CASE("The sentence that first is lower is right where the effect is negative, which is not turned") {
  const PairedRuns runs = about(-0.2);
  CHECK(outcome_on_one(accuracy(), runs, lower(0.01)) == Outcome::holds);
  CHECK(outcome_on_one(accuracy(), runs, higher(0.01)) == Outcome::reversed);
  CHECK(metric_effect(accuracy(), {runs}, lower(0.01)).effect.estimate == Approx(-0.2));
  // From -0.205 to -0.195: not lower by 0.2 for sure, and certainly not higher.
  CHECK(outcome_on_one(accuracy(), runs, lower(0.2)) == Outcome::not_worse);
  CHECK(outcome_on_one(accuracy(), runs, higher(0.2)) == Outcome::not_better);
  CHECK(outcome_on_one(accuracy(), about(0), higher(0.01)) == Outcome::no_difference);
}

TEST_CASE("Where both groups are at the metric's highest or lowest value there is no information") {
  const PairedRuns ceiling = pairs({1, 1, 0.99, 1}, {0.99, 1, 0.995, 1});
  CHECK(outcome_on_one(accuracy(), ceiling, higher(0.01)) == Outcome::no_information);
  CHECK(outcome_on_one(accuracy(), ceiling, higher(0.001)) == Outcome::cannot_tell);
  // One of them alone is no end.
  CHECK(outcome_on_one(accuracy(), pairs({1, 1, 0.99, 1}, {0.98, 0.99, 0.97, 0.99}), higher(0.01)) !=
        Outcome::no_information);
  const PairedRuns floor = pairs({0.01, 0, 0.005, 0.01}, {0, 0.01, 0.01, 0});
  CHECK(outcome_on_one(metric("dead_fraction"), floor, lower(0.05)) == Outcome::no_information);
  CHECK(outcome_on_one(metric("dead_fraction"), floor, lower(0.001)) != Outcome::no_information);
}

TEST_CASE("R^2 has a highest value but no lowest, and losses have no end at all") {
  PairedRuns floor = pairs({0.01, 0, 0.005, 0.01}, {0, 0.01, 0.01, 0});
  CHECK(outcome_on_one(accuracy(), floor, higher(0.05)) == Outcome::no_information);
  floor.regression = true;
  CHECK(outcome_on_one(accuracy(), floor, higher(0.05)) == Outcome::no_difference);
  PairedRuns ceiling = pairs({1, 1, 0.99, 1}, {0.99, 1, 0.995, 1});
  ceiling.regression = true;
  CHECK(outcome_on_one(accuracy(), ceiling, higher(0.05)) == Outcome::no_information);
  CHECK(outcome_on_one(metric("test_loss"), pairs({1e-3, 2e-3, 1e-3, 2e-3}, {2e-3, 1e-3, 1e-3, 2e-3}), lower(0.05)) ==
        Outcome::cannot_tell);
}

TEST_CASE("Where the groups are alike in every pair there is no information, on any scale") {
  const Values values{0.5, 0.625, 0.75, 0.5};
  CHECK(outcome_on_one(accuracy(), pairs(values, values), higher(0.01)) == Outcome::no_information);
  CHECK(outcome_on_one(metric("test_loss"), pairs(values, values), lower(0.05)) == Outcome::no_information);
  CHECK(outcome_on_one(metric("success"), pairs({1, 0, 1, 0}, {1, 0, 1, 0}), higher(0.05)) == Outcome::no_information);
}

TEST_CASE(
    "The same difference in every pair is one, whose interval follows the rule of three and ends at what can be") {
  const PairedRuns runs = pairs({0.75, 0.875, 0.75, 0.875}, {0.25, 0.375, 0.25, 0.375});
  const MetricEffect effect = metric_effect(accuracy(), {runs}, higher(0.01));
  const double half = 1 - std::pow(0.05, 0.25);
  CHECK(effect.effect.interval.low == Approx(0.5 - half));
  CHECK(effect.effect.interval.high == 1);
  CHECK(effect.effect.data_sets[0].interval.high == 1);
  CHECK(effect.outcome == Outcome::cannot_tell);
}

TEST_CASE("A smallest difference below one test row cannot be seen in one draw, unless there is more to see") {
  PairedRuns runs = pairs({0.5, 0.52, 0.5, 0.52}, {0.5, 0.5, 0.52, 0.52});
  runs.test_rows = 50;
  CHECK(outcome_on_one(accuracy(), runs, higher(0.01)) == Outcome::no_information);
  CHECK(outcome_on_one(accuracy(), runs, higher(0.02)) == Outcome::cannot_tell);
  runs.resampled = true;
  CHECK(outcome_on_one(accuracy(), runs, higher(0.01)) == Outcome::cannot_tell);
  runs.resampled = false;
  runs.test_rows = 0;
  CHECK(outcome_on_one(accuracy(), runs, higher(0.01)) == Outcome::cannot_tell);
  PairedRuns far = about(0.2);
  far.test_rows = 50;
  CHECK(outcome_on_one(accuracy(), far, higher(0.01)) == Outcome::holds);
  CHECK(outcome_on_one(accuracy(), far, lower(0.01)) == Outcome::reversed);
}

TEST_CASE("No interval of a difference goes beyond what the metric can differ by") {
  const PairedRuns wild = pairs({1, 0, 1}, {0, 1, 0.125});
  const MetricEffect accuracies = metric_effect(accuracy(), {wild}, higher(0.01));
  CHECK(accuracies.effect.interval.low == -1);
  CHECK(accuracies.effect.interval.high == 1);
  CHECK(accuracies.effect.data_sets[0].interval.low == -1);
  PairedRuns regression = wild;
  regression.regression = true;
  const MetricEffect r2 = metric_effect(accuracy(), {regression}, higher(0.01));
  CHECK(r2.effect.interval.low < -1);
  CHECK(r2.effect.interval.high > 1);
  // A ratio may be of any size.
  const MetricEffect ratio = metric_effect(metric("test_loss"), {pairs({40, 1, 30}, {1, 2, 3})}, lower(0.05));
  CHECK(ratio.effect.interval.high > 2);
  // That of a further data set ends there too.
  const MetricEffect pooled = over({0.9, -0.3, 0.3}, 0.01);
  REQUIRE(pooled.effect.prediction);
  CHECK(pooled.effect.prediction->high == 1);
}

TEST_CASE("The mean of one group is set against a bound, within what the metric can be") {
  const PairedRuns alone = pairs({0.96, 0.98, 0.97, 0.99, 0.96, 0.98}, {});
  const auto against = [&](double bound) {
    return metric_effect(accuracy(), {alone}, {.higher = true, .smallest = 0.01, .bound = bound});
  };
  CHECK(against(0.9).outcome == Outcome::holds);
  CHECK(against(0.999).outcome == Outcome::reversed);
  CHECK(against(0.97).outcome == Outcome::cannot_tell);
  CHECK(against(0.9).delta == 0);
  CHECK(against(0.9).effect.estimate == Approx(5.84 / 6));
  CHECK(std::isnan(against(0.9).effect.p_value));
  const MetricEffect two = metric_effect(accuracy(), {pairs({1, 0.875}, {})}, higher(0));
  CHECK(two.effect.interval.high == 1);
  CHECK(two.effect.interval.low >= 0);
  // A loss against a bound is the loss itself, not a ratio; nothing is below 0.
  const MetricEffect loss = metric_effect(metric("test_loss"), {pairs({0.25, 2}, {})}, {.higher = false, .bound = 20});
  CHECK(loss.effect.estimate == 1.125);
  CHECK(loss.effect.interval.low == 0);
}

TEST_CASE("A group that is the same in every run still stands against a bound") {
  const PairedRuns alone = pairs(Values(64, 1), {});
  CHECK(metric_effect(accuracy(), {alone}, {.higher = true, .bound = 0.9}).outcome == Outcome::holds);
  CHECK(metric_effect(accuracy(), {alone}, {.higher = true, .bound = 1}).outcome == Outcome::not_better);
}

TEST_CASE("Only where no data set gives information does the whole give none") {
  const Values values{0.5, 0.625, 0.75, 0.5};
  const PairedRuns silent = pairs(values, values);
  const MetricEffect none = metric_effect(accuracy(), {silent, silent}, higher(0.01));
  CHECK(none.outcome == Outcome::no_information);
  const MetricEffect some = metric_effect(accuracy(), {silent, about(0.2)}, higher(0.01));
  CHECK(some.data_set_outcomes == Outcomes{Outcome::no_information, Outcome::holds});
  CHECK(some.outcome == Outcome::holds);
  CHECK(some.effect.pooled == 2);
}

TEST_CASE("An effect that holds over data sets may vary so much that on a further one it may not") {
  const MetricEffect alike = over({0.2, 0.21, 0.19, 0.2, 0.205, 0.195}, 0.01);
  CHECK(alike.outcome == Outcome::holds);
  CHECK(!alike.varies);
  const MetricEffect unlike = over({0.2, 0.45, 0.03, 0.3, 0.05, 0.25}, 0.01);
  CHECK(unlike.outcome == Outcome::holds);
  REQUIRE(unlike.effect.prediction);
  CHECK(unlike.effect.prediction->low < 0.01);
  CHECK(unlike.varies);
  // It need not be reversed there: no difference that matters is another region too.
  const MetricEffect vanishing = over({0.2, 0.35, 0.06, 0.28, 0.09, 0.22}, 0.05);
  CHECK(vanishing.outcome == Outcome::holds);
  CHECK(vanishing.effect.prediction->low > -0.05);
  CHECK(vanishing.varies);
  const MetricEffect turned = over({-0.2, -0.45, -0.03, -0.3, -0.05, -0.25}, 0.01);
  CHECK(turned.outcome == Outcome::reversed);
  CHECK(turned.varies);
  CHECK(!over({-0.2, -0.21, -0.19, -0.2, -0.205, -0.195}, 0.01).varies);
}

TEST_CASE("That no difference matters varies where one may matter on a further data set") {
  const MetricEffect alike = over({0.001, -0.001, 0.002, 0, 0.001, -0.002}, 0.01);
  CHECK(alike.outcome == Outcome::no_difference);
  CHECK(!alike.varies);
  const MetricEffect unlike = over({0.012, -0.012, 0.011, -0.011, 0.012, -0.012, 0.011, -0.011, 0.01, -0.01}, 0.01);
  CHECK(unlike.outcome == Outcome::no_difference);
  CHECK(unlike.varies);
}

TEST_CASE("What cannot be told does not vary, and neither does what has no prediction") {
  const MetricEffect open = over({0.5, -0.5, 0.4, -0.4}, 0.01);
  CHECK(open.outcome == Outcome::cannot_tell);
  CHECK(!open.varies);
  const MetricEffect few = over({0.2, 0.3}, 0.01);
  CHECK(!few.effect.prediction);
  CHECK(!few.varies);
}

TEST_CASE("Data are called resampled where those of every data set were") {
  PairedRuns drawn = about(0.2);
  drawn.resampled = true;
  CHECK(metric_effect(accuracy(), {drawn, drawn}, higher(0.01)).resampled);
  CHECK(!metric_effect(accuracy(), {drawn, about(0.2)}, higher(0.01)).resampled);
}

TEST_CASE("Overlapping splits make the interval wider, by the root of their factor") {
  PairedRuns runs = about(0.2);
  const Interval plain = metric_effect(accuracy(), {runs}, higher(0.01)).effect.interval;
  runs.variance_factor = 4;
  const Interval wide = metric_effect(accuracy(), {runs}, higher(0.01)).effect.interval;
  CHECK(wide.high - wide.low == Approx(2 * (plain.high - plain.low)));
}

TEST_CASE("Effects read as points with their sign, and ratios as percentages off 1") {
  CHECK(effect_text(Scale::difference, 0.0125) == "+0.0125");
  CHECK(effect_text(Scale::difference, -2.8e-17) == "+0");
  CHECK(effect_text(Scale::difference, -0.5) == "-0.5");
  CHECK(effect_text(Scale::difference, 0) == "+0");
  CHECK(effect_text(Scale::share, 0.123456) == "+0.123");
  CHECK(effect_text(Scale::ratio, arithmetic::log(1.05)) == "+5 %");
  CHECK(effect_text(Scale::ratio, arithmetic::log(0.25)) == "-75 %");
  CHECK(effect_text(Scale::ratio, std::nan("")) == "-");
}
