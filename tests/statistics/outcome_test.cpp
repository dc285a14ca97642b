#include "statistics/outcome.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

TEST_CASE("An interval's place against the smallest difference that matters is its outcome") {
  constexpr double delta = 0.01;
  CHECK(outcome_of({0.011, 0.05}, delta) == Outcome::holds);
  CHECK(outcome_of({-0.05, -0.011}, delta) == Outcome::reversed);
  CHECK(outcome_of({-0.005, 0.009}, delta) == Outcome::no_difference);
  CHECK(outcome_of({-0.05, 0.005}, delta) == Outcome::not_better);
  CHECK(outcome_of({-0.005, 0.05}, delta) == Outcome::not_worse);
  CHECK(outcome_of({-0.05, 0.05}, delta) == Outcome::cannot_tell);
  CHECK(outcome_of({std::nan(""), std::nan("")}, delta) == Outcome::no_information);
}

TEST_CASE("An interval that ends at the smallest difference that matters does not pass it") {
  CHECK(outcome_of({0.01, 0.05}, 0.01) == Outcome::not_worse);
  CHECK(outcome_of({-0.05, -0.01}, 0.01) == Outcome::not_better);
  CHECK(outcome_of({-0.01, 0.01}, 0.01) == Outcome::no_difference);
  CHECK(outcome_of({0, 0}, 0) == Outcome::no_difference);
  CHECK(outcome_of({1e-9, 1}, 0) == Outcome::holds);
  CHECK(outcome_of({-INFINITY, INFINITY}, 0.01) == Outcome::cannot_tell);
}

TEST_CASE("Turning a sentence round turns its outcome round") {
  const Interval interval{-0.05, 0.005};
  CHECK(negated(interval).low == -0.005);
  CHECK(negated(interval).high == 0.05);
  CHECK(outcome_of(negated({0.02, 0.03}), 0.01) == Outcome::reversed);
  CHECK(outcome_of(negated(interval), 0.01) == Outcome::not_worse);
  CHECK(outcome_of(negated({-0.005, 0.009}), 0.01) == Outcome::no_difference);
}

TEST_CASE("Every outcome has a name of its own") {
  CHECK(outcome_name(Outcome::holds) == "holds");
  CHECK(outcome_name(Outcome::no_difference) == "no difference that matters");
  CHECK(outcome_name(Outcome::no_information) == "no information");
}
