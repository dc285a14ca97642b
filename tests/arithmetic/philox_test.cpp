#include "arithmetic/philox.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "network/kernels.hpp"

using namespace actlab::arithmetic;

TEST_CASE("Philox gives the known answers of Random123") {
  CHECK(philox(0, 0, Purpose{0}, 0) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox(~std::uint64_t{0}, ~0U, Purpose{~0U}, ~std::uint64_t{0}) ==
        PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox(0x299f31d0a4093822, 0x13198a2e, Purpose{0x03707344}, 0x85a308d3243f6a88) ==
        PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Random numbers depend on seed, replicate, purpose and counter, each of them") {
  std::set<PhiloxBlock> blocks;
  for (const std::uint64_t seed : {1ULL, 2ULL, 1ULL << 40}) {
    for (const std::uint32_t replicate : {0U, 1U}) {
      for (const Purpose purpose : {Purpose::data, Purpose::split, Purpose::weights, Purpose::order}) {
        for (const std::uint64_t counter : {0ULL, 1ULL, 1ULL << 33})
          blocks.insert(philox(seed, replicate, purpose, counter));
      }
    }
  }
  CHECK(blocks.size() == 3 * 2 * 4 * 3);
}

TEST_CASE("A stream begins where its counter says and repeats itself") {
  RandomStream whole(3, 1, Purpose::weights);
  for (int i = 0; i < 8; ++i) whole.word();
  RandomStream later(3, 1, Purpose::weights, 2);
  for (int i = 0; i < 9; ++i) CHECK(whole.word() == later.word());
}

TEST_CASE("Uniform, bounded and normal numbers have the moments they should") {
  constexpr int count = 200'000;
  RandomStream numbers(11, 0, Purpose::data);
  double sum = 0, squares = 0, normal_sum = 0, normal_squares = 0, fourth = 0;
  std::vector<int> seen(7, 0);
  for (int i = 0; i < count; ++i) {
    const double u = numbers.uniform();
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    sum += u;
    squares += u * u;
    const double z = numbers.normal();
    normal_sum += z;
    normal_squares += z * z;
    fourth += z * z * z * z;
    ++seen.at(numbers.below(7));
  }
  CHECK(sum / count == Approx(0.5).margin(0.003));
  CHECK(squares / count == Approx(1.0 / 3).margin(0.003));
  CHECK(normal_sum / count == Approx(0).margin(0.01));
  CHECK(normal_squares / count == Approx(1).margin(0.015));
  CHECK(fourth / count == Approx(3).margin(0.1));
  for (const int n : seen) CHECK(n == Approx(count / 7.0).epsilon(0.03));
}

TEST_CASE("The vector shuffle follows its recipe, replicate by replicate, on every target") {
  constexpr std::size_t rows = 23;
  const auto check = [&](const auto& kernels) {
    std::vector<std::uint32_t> replicates(kernels.lanes), order(rows * kernels.lanes);
    for (std::size_t lane = 0; lane < kernels.lanes; ++lane) {
      replicates[lane] = 5 + static_cast<std::uint32_t>(lane);
      for (std::size_t row = 0; row < rows; ++row) order[row * kernels.lanes + lane] = static_cast<std::uint32_t>(row);
    }
    kernels.shuffle(order.data(), rows, 77, replicates.data(), 9);
    for (std::size_t lane = 0; lane < kernels.lanes; ++lane) {
      std::vector<std::uint32_t> expected(rows);
      for (std::size_t row = 0; row < rows; ++row) expected[row] = static_cast<std::uint32_t>(row);
      for (std::size_t i = rows; i-- > 1;) {
        const auto block = philox(77, replicates[lane], Purpose::order, (std::uint64_t{9} << 32) + i / 4);
        std::swap(expected[i], expected[(std::uint64_t{block[i % 4]} * (i + 1)) >> 32]);
      }
      for (std::size_t row = 0; row < rows; ++row) CHECK(order[row * kernels.lanes + lane] == expected[row]);
    }
  };
  for (const Target target : available_targets()) {
    check(actlab::kernels<float>(target));
    check(actlab::kernels<double>(target));
  }
}
