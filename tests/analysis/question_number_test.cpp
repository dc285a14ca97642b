#include "analysis/question_number.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"

using namespace actlab;

namespace {

std::string refusal(QuestionNumber number, const char* text) {
  try {
    read_question_number(number, text, "x.toml:1:2: key");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Each number of a question has a range, whose ends belong to it or do not") {
  using enum QuestionNumber;
  const struct {
    QuestionNumber number;
    std::vector<const char*> allowed;
    std::vector<const char*> refused;
    const char* range;
  } cases[] = {
      {alpha, {"0.000001", "0.05", "0.5"}, {"1e-20", "0", "0.51", "1"}, "a number from 1e-06 to 0.5"},
      {smallest, {"1e-300", "0.02", "1000000"}, {"0", "-0.01", "1e7"}, "a number above 0 and at most 1000000"},
      {target, {"0.9", "1"}, {"0", "-1", "1.1"}, "a test accuracy (or R^2) above 0 and at most 1"},
      {bound, {"-1e30", "0", "1e30"}, {"1e31", "-1e300"}, "a number from -1e+30 to 1e+30"},
      {diverged, {"-1", "0", "200"}, {"1e31"}, "a number from -1e+30 to 1e+30"},
      {version, {"1", "1000000"}, {"0", "1.5", "-1", "1000001"}, "a whole number from 1 to 1000000"},
      {tuning_replicates, {"2", "16"}, {"1", "2.5"}, "a whole number from 2 to 1000000"},
      {rounds, {"2", "32"}, {"1", "1e9"}, "a whole number from 2 to 1000000"},
  };
  for (const auto& one : cases) {
    for (const char* text : one.allowed) CHECK(refusal(one.number, text).empty());
    for (const char* text : one.refused) {
      CHECK(refusal(one.number, text) ==
            "x.toml:1:2: key: '" + std::string(text) + "' is not allowed; give " + one.range);
    }
    for (const char* text : {"nan", "-nan", "inf", "-inf", "", "some", "1e999", "1 2"}) {
      CAPTURE(text);
      CHECK(!refusal(one.number, text).empty());
    }
  }
}
