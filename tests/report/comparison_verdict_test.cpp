#include "report/comparison_verdict.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/elementary.hpp"
#include "report/comparison.hpp"
#include "report/comparison_text.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;

// The verdict on relu and tanh over so many data sets, whose pair has this effect and outcome everywhere.
Row verdict_on(std::size_t data_sets, double estimate, const Interval& interval, Outcome outcome) {
  Comparison comparison = relu_and_tanh_over(data_sets);
  comparison.panels[0].pairs = {pair_by_hand(0, 1, data_sets, estimate, interval, outcome)};
  return verdict(comparison, false);
}

std::string sentence_on_circle(double estimate, const Interval& interval, Outcome outcome) {
  const Row sentences = verdict_on(1, estimate, interval, outcome);
  REQUIRE(sentences.size() == 1);
  return sentences[0];
}

std::string pooled_sentence(double estimate, const Interval& interval, Outcome outcome) {
  const Row sentences = verdict_on(8, estimate, interval, outcome);
  REQUIRE(sentences.size() == 1);
  return sentences[0];
}

template <class Change>
Row verdict_with(Comparison comparison, const Change& change) {
  change(comparison);
  return verdict(comparison, false);
}

const std::string relu_wins =
    "On circle relu is better than tanh (test accuracy +0.25, 95 % interval +0.125 to +0.375, n = 4)";

}  // namespace

TEST_CASE("On one data set every outcome has its sentence, with the effect, its interval and n") {
  CHECK(sentence_on_circle(0.25, {0.125, 0.375}, Outcome::holds) == relu_wins);
  CHECK(sentence_on_circle(-0.25, {-0.375, -0.125}, Outcome::reversed) ==
        "On circle tanh is better than relu (test accuracy +0.25, 95 % interval +0.125 to +0.375, n = 4)");
  CHECK(
      sentence_on_circle(0.002, {-0.005, 0.009}, Outcome::no_difference) ==
      "On circle relu and tanh show no difference that matters (test accuracy +0.002, 95 % interval -0.005 to +0.009, "
      "n = 4)");
  CHECK(sentence_on_circle(0.002, {-0.25, 0.009}, Outcome::not_better) ==
        "On circle relu is not better than tanh by more than 0.01, and may be worse (test accuracy +0.002, 95 % "
        "interval -0.25 to +0.009, n = 4)");
  CHECK(sentence_on_circle(0.125, {-0.005, 0.25}, Outcome::not_worse) ==
        "On circle relu is not worse than tanh by more than 0.01, and may be better (test accuracy "
        "+0.125, 95 % interval -0.005 to +0.25, n = 4)");
  CHECK(sentence_on_circle(0.125, {-0.25, 0.5}, Outcome::cannot_tell) ==
        "On circle whether relu or tanh is better cannot be told (test accuracy +0.125, 95 % interval -0.25 to +0.5, n "
        "= 4)");
  CHECK(sentence_on_circle(0, {-0.375, 0.375}, Outcome::no_information) ==
        "On circle nothing is known of relu against tanh: both are at the end of what the metric can show, or nothing "
        "varies (test accuracy +0, 95 % interval -0.375 to +0.375, n = 4)");
}

TEST_CASE("Over eight data sets one sentence says it, with on how many of them") {
  CHECK(pooled_sentence(0.25, {0.125, 0.375}, Outcome::holds) ==
        "Over 8 data sets relu is better than tanh (test accuracy +0.25, 95 % interval +0.125 to +0.375; better on 8, "
        "as good on 0 and worse on 0 of 8 data sets)");
  CHECK(pooled_sentence(-0.25, {-0.375, -0.125}, Outcome::reversed) ==
        "Over 8 data sets tanh is better than relu (test accuracy +0.25, 95 % interval +0.125 to +0.375; better on 8, "
        "as good on 0 and worse on 0 of 8 data sets)");
  CHECK(pooled_sentence(0.002, {-0.005, 0.009}, Outcome::no_difference)
            .starts_with("Over 8 data sets relu and tanh show no difference that matters (test accuracy +0.002, "));
  CHECK(pooled_sentence(0.002, {-0.25, 0.009}, Outcome::not_better)
            .starts_with("Over 8 data sets relu is not better than tanh by more than 0.01, and may be worse ("));
  CHECK(pooled_sentence(0.125, {-0.005, 0.25}, Outcome::not_worse)
            .starts_with("Over 8 data sets relu is not worse than tanh by more than 0.01, and may be better ("));
  CHECK(pooled_sentence(0.125, {-0.25, 0.5}, Outcome::cannot_tell)
            .starts_with("Over 8 data sets whether relu or tanh is better cannot be told ("));
  CHECK(pooled_sentence(0, {-0.375, 0.375}, Outcome::no_information)
            .starts_with("Over 8 data sets nothing is known of relu against tanh: both are at the end"));
}

TEST_CASE("Data sets that tell nothing of their uncertainty are none of those that a sentence is over") {
  Comparison comparison = relu_and_tanh_over(8);
  comparison.panels[0].pairs[0].effect.effect.pooled = 6;
  CHECK(verdict(comparison, false).at(0).starts_with("Over 6 of 8 data sets relu is better than tanh ("));
}

TEST_CASE("Wins and losses are those of the group that the sentence is about") {
  Comparison comparison = relu_and_tanh_over(8);
  Effect& effect = comparison.panels[0].pairs[0].effect.effect;
  effect.higher = 5;
  effect.within = 2;
  effect.lower = 1;
  CHECK_THAT(verdict(comparison, false).at(0), Catch::Contains("; better on 5, as good on 2 and worse on 1 of 8"));
  comparison.higher_is_better = false;
  comparison.panels[0].pairs[0].effect.outcome = Outcome::reversed;
  const std::string loss = verdict(comparison, false).at(0);
  CHECK_THAT(loss, Catch::Contains("tanh is better than relu (") &&
                       Catch::Contains("; better on 5, as good on 2 and worse on 1 of 8"));
}

TEST_CASE("Of few data sets each has its sentence, and the one over all says that they are few") {
  CHECK(verdict_on(2, 0.25, {0.125, 0.375}, Outcome::holds) ==
        Row{relu_wins, "On xor relu is better than tanh (test accuracy +0.25, 95 % interval +0.125 to +0.375, n = 4)",
            "Over 2 data sets relu is better than tanh (test accuracy +0.25, 95 % interval +0.125 to +0.375; better on "
            "2, as good on 0 and worse on 0 of 2 data sets); so few data sets say little of others"});
  CHECK(verdict_on(4, 0.25, {0.125, 0.375}, Outcome::holds).size() == 5);
  CHECK(verdict_on(5, 0.25, {0.125, 0.375}, Outcome::holds).size() == 1);
}

TEST_CASE("The better group comes first, whichever way the pair stands") {
  const auto turned = [](Comparison& comparison) {
    comparison.panels[0].pairs = {pair_by_hand(1, 0, 1, -0.25, {-0.375, -0.125}, Outcome::reversed)};
  };
  CHECK(verdict_with(relu_and_tanh(), turned) == Row{relu_wins});
  // What was not better, told of the other group, is not worse.
  CHECK(sentence_on_circle(-0.125, {-0.25, 0.005}, Outcome::not_better) ==
        "On circle tanh is not worse than relu by more than 0.01, and may be better (test accuracy "
        "+0.125, 95 % interval -0.005 to +0.25, n = 4)");
  CHECK(sentence_on_circle(-0.002, {-0.009, 0.25}, Outcome::not_worse) ==
        "On circle tanh is not better than relu by more than 0.01, and may be worse (test accuracy +0.002, 95 % "
        "interval -0.25 to +0.009, n = 4)");
}

TEST_CASE("Of a loss the lower group is the better one, and its ratio is a percentage off 1") {
  const auto loss = [](double estimate, const Interval& interval, Outcome outcome) {
    Comparison comparison = relu_and_tanh();
    comparison.metric = comparison.panels[0].metric = "test_loss";
    comparison.scale = Scale::ratio;
    comparison.higher_is_better = false;
    comparison.smallest = 0.05;
    comparison.panels[0].pairs = {pair_by_hand(0, 1, 1, estimate, interval, outcome)};
    return verdict(comparison, false).at(0);
  };
  const double half = arithmetic::log(0.5);
  const double quarter = arithmetic::log(0.25);
  CHECK(loss(half, {quarter, arithmetic::log(0.8)}, Outcome::holds) ==
        "On circle relu is better than tanh (test loss -50 %, 95 % interval -75 % to -20 %, n = 4)");
  CHECK(loss(-half, {arithmetic::log(1.25), -quarter}, Outcome::reversed) ==
        "On circle tanh is better than relu (test loss -50 %, 95 % interval -75 % to -20 %, n = 4)");
  CHECK(loss(half, {quarter, arithmetic::log(1.04)}, Outcome::not_worse) ==
        "On circle relu is not worse than tanh by more than 5 %, and may be better (test loss -50 %, "
        "95 % interval -75 % to +4 %, n = 4)");
}

TEST_CASE("Without an effect there are no numbers of it") {
  const double none = std::nan("");
  const std::string sentence = sentence_on_circle(none, {none, none}, Outcome::no_information);
  CHECK(sentence.starts_with("On circle nothing is known of "));
  CHECK(sentence.ends_with("or nothing varies (n = 4)"));
  CHECK(pooled_sentence(none, {none, none}, Outcome::no_information).ends_with("or nothing varies"));
}

TEST_CASE("Where the data were not drawn anew the sentence is of this draw of the data") {
  const auto one_draw = [](Comparison& comparison) {
    comparison.panels[0].data_sets[0].resampled = false;
    comparison.panels[0].pairs[0].effect.resampled = false;
  };
  CHECK(verdict_with(relu_and_tanh(), one_draw) == Row{relu_wins + ", for this draw of the data"});
  const Row two = verdict_with(relu_and_tanh_over(2), one_draw);
  REQUIRE(two.size() == 3);
  CHECK(two[0] == relu_wins + ", for this draw of the data");
  CHECK(two[1].ends_with("n = 4)"));
  CHECK(two[2].ends_with(" of 2 data sets), for this draw of the data; so few data sets say little of others"));
  CHECK(verdict_with(relu_and_tanh_over(8), one_draw).at(0).ends_with(" of 8 data sets), for this draw of the data"));
}

TEST_CASE("An effect that may be otherwise on a further data set is said to vary, and how far") {
  Comparison comparison = relu_and_tanh_over(8);
  comparison.panels[0].pairs[0].effect.varies = true;
  CHECK(verdict(comparison, false)
            .at(0)
            .ends_with(" of 8 data sets); but it varies: on a further data set between -0.25 and +0.75 (80 %)"));
  ComparedPair turned = pair_by_hand(0, 1, 8, -0.25, {-0.375, -0.125}, Outcome::reversed);
  turned.effect.varies = true;
  comparison.panels[0].pairs = {turned};
  CHECK(verdict(comparison, false).at(0).ends_with("between -0.25 and +0.75 (80 %)"));
}

TEST_CASE("Where data sets are compared the sentence is about no other one") {
  const auto nameless = [](Comparison& comparison) { comparison.panels[0].data_sets[0].name = ""; };
  CHECK(verdict_with(relu_and_tanh(), nameless) ==
        Row{"relu is better than tanh (test accuracy +0.25, 95 % interval +0.125 to +0.375, n = 4)"});
  CHECK(verdict_with(relu_and_tanh(),
                     [&](Comparison& comparison) {
                       nameless(comparison);
                       comparison.panels[0].data_sets[0].resampled = false;
                     })
            .at(0)
            .ends_with("n = 4), for this draw of the data"));
  for (const auto& [outcome, words] : {std::pair(Outcome::cannot_tell, "Whether relu or tanh is better"),
                                       std::pair(Outcome::no_information, "Nothing is known of relu against")}) {
    CHECK(verdict_with(relu_and_tanh(),
                       [&, o = outcome](Comparison& comparison) {
                         nameless(comparison);
                         comparison.panels[0].pairs = {pair_by_hand(0, 1, 1, 0.25, {-0.5, 0.5}, o)};
                       })
              .at(0)
              .starts_with(words));
  }
}

TEST_CASE("Every condition has its own verdict, and says which it is") {
  Comparison comparison = relu_and_tanh();
  comparison.panels.push_back(comparison.panels[0]);
  comparison.panels[0].condition = "arch 4";
  comparison.panels[1].metric = "test_r2";
  const Row sentences = verdict(comparison, false);
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].starts_with("arch 4: on circle relu is better than tanh (test accuracy +0.25"));
  CHECK(sentences[1].starts_with("regression: on circle relu is better than tanh (test r2 +0.25"));
  comparison.panels[1].condition = "arch 8";
  CHECK(verdict(comparison, false).at(1).starts_with("arch 8, regression: on circle "));
}

TEST_CASE("The level of the intervals is told as it is") {
  Comparison comparison = relu_and_tanh();
  comparison.level = 1 - 0.05 / 3;
  CHECK_THAT(verdict(comparison, false).at(0), Catch::Contains(", 98.33 % interval "));
}

TEST_CASE("Of more than two groups the best two are told, and then the best one against all others") {
  const Row sentences = verdict(three_activations(), false);
  REQUIRE(sentences.size() == 5);
  CHECK(sentences[0].starts_with("On circle whether relu or gelu is better cannot be told (test accuracy +0.125, "));
  CHECK(sentences[3].starts_with("Over 3 data sets whether relu or gelu is better cannot be told"));
  CHECK(sentences[4] == "relu has the best average rank: it is better than tanh; against gelu it cannot be told");
}

TEST_CASE("With a baseline every pair is told, and nothing else") {
  Comparison comparison = three_activations();
  comparison.panels[0].pairs.pop_back();
  const Row sentences = verdict(comparison, true);
  REQUIRE(sentences.size() == 8);
  CHECK(sentences[0].starts_with("On circle relu is better than tanh"));
  CHECK(sentences[3].starts_with("Over 3 data sets relu is better than tanh"));
  CHECK(sentences[4].starts_with("On circle whether relu or gelu is better"));
}

TEST_CASE("The best group on one data set is the one of the best mean, and no group without one") {
  Comparison comparison = relu_and_tanh();
  comparison.groups.emplace_back("gelu");
  comparison.panels[0].data_sets[0].groups.push_back(group_by_hand());
  comparison.panels[0].data_sets[0].groups[2].mean = 0.875;
  comparison.panels[0].pairs.push_back(pair_by_hand(0, 2, 1, -0.125, {-0.25, -0.0625}, Outcome::reversed));
  comparison.panels[0].pairs.push_back(pair_by_hand(1, 2, 1, -0.375, {-0.5, -0.25}, Outcome::reversed));
  const Row sentences = verdict(comparison, false);
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].starts_with("On circle gelu is better than relu (test accuracy +0.125, "));
  CHECK(sentences[1] == "gelu has the best mean: it is better than relu and tanh");
  comparison.higher_is_better = false;
  CHECK(verdict(comparison, false).at(1).starts_with("tanh has the best mean: "));
  comparison.panels[0].data_sets[0].groups[1].mean = std::nan("");
  CHECK(verdict(comparison, false).size() == 1);
}

TEST_CASE("The best group against all others: each outcome has its words, from where the best one stands") {
  Comparison comparison = relu_and_tanh();
  comparison.groups = {"best"};
  comparison.panels[0].pairs.clear();
  std::vector<GroupStatistics>& groups = comparison.panels[0].data_sets[0].groups;
  groups = {group_by_hand()};
  for (std::size_t o = 0; o < outcome_names.size(); ++o) {
    comparison.groups.push_back(std::string(1, static_cast<char>('a' + o)));
    groups.push_back(group_by_hand());
    groups.back().mean = 0.7 - 0.01 * static_cast<double>(o);
    comparison.panels[0].pairs.push_back(pair_by_hand(0, o + 1, 1, 0.25, {0.125, 0.375}, static_cast<Outcome>(o)));
  }
  CHECK(
      verdict(comparison, false).at(1) ==
      "best has the best mean: it is better than a; it is worse than b; there is no difference that matters to c; it "
      "is not worse than e by more than 0.01; it is not better than d by more than 0.01; against f it cannot be told; "
      "against g nothing is known");
  for (ComparedPair& pair : comparison.panels[0].pairs) std::swap(pair.first, pair.second);
  CHECK(
      verdict(comparison, false).at(1) ==
      "best has the best mean: it is better than b; it is worse than a; there is no difference that matters to c; it "
      "is not worse than d by more than 0.01; it is not better than e by more than 0.01; against f it cannot be told; "
      "against g nothing is known");
}

TEST_CASE("The note on the data names those that were not drawn anew, unless that is all") {
  Comparison comparison = relu_and_tanh_over(3);
  CHECK(data_note(comparison).empty());
  comparison.panels[0].data_sets[0].resampled = false;
  comparison.panels[0].data_sets[2].resampled = false;
  CHECK(data_note(comparison) == ", for this draw of the data on circle and spiral");
  comparison.panels[0].data_sets[1].resampled = false;
  CHECK(data_note(comparison) == ", for this draw of the data");
  // Under several conditions too.
  comparison.panels.push_back(comparison.panels[0]);
  CHECK(data_note(comparison) == ", for this draw of the data");
}

TEST_CASE("Outcomes of a pair are told by the names of its groups") {
  const Comparison comparison = three_activations();
  const ComparedPair& pair = comparison.panels[0].pairs[1];
  const auto words = [&](Outcome outcome) { return outcome_words(comparison, pair, outcome); };
  CHECK(words(Outcome::holds) == "relu better");
  CHECK(words(Outcome::reversed) == "gelu better");
  CHECK(words(Outcome::no_difference) == "no difference that matters");
  CHECK(words(Outcome::not_better) == "relu not better by 0.01");
  CHECK(words(Outcome::not_worse) == "relu not worse by 0.01");
  CHECK(words(Outcome::cannot_tell) == "cannot tell");
  CHECK(words(Outcome::no_information) == "no information");
}

TEST_CASE("The smallest difference reads in points, or of ratios as a percentage") {
  Comparison comparison = relu_and_tanh();
  CHECK(smallest_text(comparison) == "0.01");
  comparison.scale = Scale::share;
  CHECK(smallest_text(comparison) == "0.01");
  comparison.scale = Scale::ratio;
  CHECK(smallest_text(comparison) == "1 %");
  CHECK(scale_name(Scale::difference) == "difference");
  CHECK(scale_name(Scale::ratio) == "ratio");
  CHECK(scale_name(Scale::share) == "share");
}
