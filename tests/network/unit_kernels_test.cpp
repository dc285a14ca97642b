#include "network/unit_kernels.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "arithmetic/aligned.hpp"
#include "arithmetic/philox.hpp"

using namespace actlab;

namespace {

template <class T>
arithmetic::AlignedVector<T> random_numbers(std::size_t count, std::uint32_t which) {
  arithmetic::RandomStream numbers(11, which, arithmetic::Purpose::data);
  arithmetic::AlignedVector<T> out(count);
  for (T& number : out) number = static_cast<T>(2 * numbers.uniform() - 1);
  return out;
}

// A product whose sums go on from what is there, in every shape of tile, against one chain after another.
template <class T>
void agrees_with_chains(const UnitKernels<T>& code, std::size_t rows, std::size_t columns, std::size_t terms,
                        std::size_t block_terms) {
  const std::size_t lanes = code.lanes;
  const std::size_t vectors = (columns + lanes - 1) / lanes;
  const std::size_t width = vectors * lanes;
  const std::size_t blocks = (terms + block_terms - 1) / block_terms;
  const std::size_t a_block = rows * block_terms + 3;
  const auto a = random_numbers<T>(blocks * a_block, 1);
  const auto b = random_numbers<T>(terms * width, 2);
  const auto before = random_numbers<T>(rows * columns + lanes, 3);
  auto out = before;
  code.chain({.out = out.data(),
              .out_row = columns,
              .out_vector = lanes,
              .onwards = true,
              .a = a.data(),
              .a_row = block_terms,
              .a_term = 1,
              .a_block = a_block,
              .block_terms = block_terms,
              .b = b.data(),
              .b_term = width,
              .b_vector = lanes,
              .rows = rows,
              .vectors = vectors,
              .last_columns = columns - (vectors - 1) * lanes,
              .terms = terms});
  bool same = true;
  for (std::size_t m = 0; m < rows; ++m) {
    for (std::size_t n = 0; n < columns; ++n) {
      T sum = before[m * columns + n];
      for (std::size_t k = 0; k < terms; ++k) {
        sum = std::fma(a[k / block_terms * a_block + m * block_terms + k % block_terms], b[k * width + n], sum);
      }
      same = same && out[m * columns + n] == sum;
    }
  }
  CHECK(same);
  for (std::size_t i = rows * columns; i < out.size(); ++i) CHECK(out[i] == before[i]);
}

}  // namespace

TEMPLATE_TEST_CASE("Products of matrices are chains in order in tiles of any shape, and touch nothing beside them", "",
                   float, double) {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    const UnitKernels<TestType>& code = unit_kernels<TestType>(target);
    for (const std::size_t rows : {1, 2, 3, 5, 6, 7, 8, 9, 17}) {
      for (const std::size_t columns : {1, 2, 5, 8, 16, 17, 31, 48, 50, 65}) {
        CAPTURE(arithmetic::target_name(target), rows, columns);
        agrees_with_chains(code, rows, columns, 7, 7);
        agrees_with_chains(code, rows, columns, 13, 4);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Rows that were put in lanes come back, and lanes without a row keep what they held", "", float,
                   double) {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    const UnitKernels<TestType>& code = unit_kernels<TestType>(target);
    for (const std::size_t rows : {1, 3, 8, 16, 21}) {
      for (const std::size_t columns : {1, 4, 7, 19}) {
        CAPTURE(arithmetic::target_name(target), rows, columns);
        const std::size_t stride = columns + 2;
        const auto matrix = random_numbers<TestType>(rows * stride, 4);
        const std::size_t blocks = (rows + code.lanes - 1) / code.lanes;
        arithmetic::AlignedVector<TestType> in_lanes(blocks * columns * code.lanes, TestType{9});
        code.to_lanes(matrix.data(), stride, rows, columns, in_lanes.data());
        for (std::size_t row = 0; row < blocks * code.lanes; ++row) {
          for (std::size_t column = 0; column < columns; ++column) {
            const TestType held = in_lanes[(row / code.lanes * columns + column) * code.lanes + row % code.lanes];
            CHECK(held == (row < rows ? matrix[row * stride + column] : TestType{9}));
          }
        }
        arithmetic::AlignedVector<TestType> back(rows * stride, TestType{7});
        code.to_rows(in_lanes.data(), rows, columns, back.data(), stride);
        for (std::size_t i = 0; i < back.size(); ++i) {
          CHECK(back[i] == (i % stride < columns ? matrix[i] : TestType{7}));
        }
        arithmetic::AlignedVector<TestType> sums = random_numbers<TestType>(columns, 5);
        auto expected = sums;
        for (std::size_t row = 0; row < rows; ++row) {
          for (std::size_t column = 0; column < columns; ++column) expected[column] += matrix[row * stride + column];
        }
        code.add_rows(in_lanes.data(), rows, columns, sums.data());
        CHECK(sums == expected);
      }
    }
  }
}
