// Answers questions of tests/statistics/scipy_functions_test: each line of the input is a function's name and its
// numbers, each line of the output its value, or its two ends.

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "statistics/mean_interval.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/student.hpp"

using namespace actlab;

namespace {

void print(const Interval& interval) { std::printf("%.17g %.17g\n", interval.low, interval.high); }

void answer(const std::string& function, const std::vector<double>& numbers) {
  const std::vector<double> rest(numbers.begin() + 1, numbers.end());
  if (function == "normal_quantile") std::printf("%.17g\n", normal_quantile(numbers[0]));
  if (function == "student_quantile") std::printf("%.17g\n", student_quantile(numbers[0], numbers[1]));
  if (function == "student_probability") std::printf("%.17g\n", student_probability(numbers[0], numbers[1]));
  // The level, then the values.
  if (function == "student_interval") print(student_interval(rest, numbers[0]));
  if (function == "bca_interval") print(bca_interval(rest, numbers[0]));
  if (function == "bootstrap_t_interval") print(bootstrap_t_interval(rest, numbers[0]));
  if (function == "random_effects") {  // the level, the estimates, as many variances
    const auto middle = rest.begin() + static_cast<std::ptrdiff_t>(rest.size() / 2);
    const RandomEffects effects = random_effects({rest.begin(), middle}, {middle, rest.end()}, numbers[0]);
    std::printf("%.17g %.17g ", effects.tau_squared, effects.mean);
    print(effects.interval);
  }
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string function;
    words >> function;
    std::vector<double> numbers;
    for (double number = 0; words >> number;) numbers.push_back(number);
    answer(function, numbers);
  }
}
