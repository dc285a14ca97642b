#include <cmath>
#include <numeric>
#include <utility>

#include "actlab/dataset.hpp"
#include "actlab/error.hpp"
#include "arithmetic/philox.hpp"

namespace actlab {
namespace {

std::size_t share(std::size_t rows, double fraction) {
  // A fraction such as 0.7 is slightly off in binary; 0.7 of 10 rows is 7 all the same.
  return static_cast<std::size_t>(std::floor(static_cast<double>(rows) * fraction + 1e-9));
}

}  // namespace

SplitRule split_rule(const Settings& settings, const Dataset& data) {
  return {settings.split, settings.train_fraction.value(), settings.validation_fraction, settings.data_seed,
          data.test_rows};
}

SplitSizes split_sizes(std::size_t all_rows, const SplitRule& rule) {
  const std::size_t rows = all_rows - rule.test_rows;
  const std::size_t train = share(rows, rule.train_fraction);
  const std::size_t validation = share(rows, rule.validation_fraction);
  if (train == 0) {
    throw Error(ErrorKind::usage, "`train_fraction`",
                "no row of " + std::to_string(rows) + " would be left to train on", "raise it or give more samples");
  }
  if (rule.validation_fraction > 0 && validation == 0) {
    throw Error(ErrorKind::usage, "`validation_fraction`",
                "no row of " + std::to_string(rows) + " would be left to validate on", "raise it or give more samples");
  }
  if (train + validation > rows) {
    throw Error(ErrorKind::usage, "`validation_fraction`", "training and validation together take more than all rows",
                "lower it or `train_fraction`");
  }
  return {train, validation, rule.test_rows > 0 ? rule.test_rows : rows - train - validation};
}

Split split_rows(std::size_t all_rows, const SplitRule& rule, std::uint32_t replicate) {
  const std::size_t rows = all_rows - rule.test_rows;
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0U);
  if (rule.order == SplitOrder::shuffled) {
    arithmetic::RandomStream numbers(static_cast<std::uint64_t>(rule.seed), replicate, arithmetic::Purpose::split);
    for (std::size_t i = rows; i-- > 1;) {
      const std::uint32_t j = numbers.below(static_cast<std::uint32_t>(i + 1));
      std::swap(order[i], order[j]);
    }
  }
  const auto [train, validation, test] = split_sizes(all_rows, rule);
  Split split;
  const auto begin = order.begin();
  const auto after_train = begin + static_cast<std::ptrdiff_t>(train);
  split.train.assign(begin, after_train);
  split.validation.assign(after_train, after_train + static_cast<std::ptrdiff_t>(validation));
  if (rule.test_rows > 0) {
    split.test.resize(test);
    std::iota(split.test.begin(), split.test.end(), static_cast<std::uint32_t>(rows));
  } else {
    split.test.assign(order.end() - static_cast<std::ptrdiff_t>(test), order.end());
  }
  return split;
}

}  // namespace actlab
