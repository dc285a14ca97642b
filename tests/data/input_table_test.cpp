#include "actlab/input_table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "text/number.hpp"

using namespace actlab;

namespace {

constexpr std::size_t rows = 1 << 18;  // of a column: a block of it

std::vector<double> column(double (*number)(std::size_t row)) {
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row) values.push_back(number(row));
  return values;
}

void check_same(const InputTable& table, const std::vector<double>& values) {
  REQUIRE(table.size() == values.size());
  std::vector<double> row(table.columns());
  bool same = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % table.columns() == 0) table.read_row(i / table.columns(), row.data());
    const double read = row[i % table.columns()];
    same = same && read == values[i] && std::signbit(read) == std::signbit(values[i]) && table[i] == values[i];
  }
  CHECK(same);
  CHECK(std::ranges::equal(table.values(), values));
}

// The last block is not packed yet, so the numbers of whole blocks are counted: what twice as many take in addition.
double bytes_of_a_number(double (*number)(std::size_t row)) {
  std::vector<double> values = column(number);
  const InputTable once(values, 1);
  check_same(once, values);
  values.insert(values.end(), values.begin(), values.end());
  const InputTable twice(values, 1);
  return static_cast<double>(twice.bytes() - once.bytes()) / rows;
}

}  // namespace

TEST_CASE("A table gives back every number as it came, whatever its columns hold") {
  std::vector<double> values;
  for (std::size_t row = 0; row < 100'000; ++row) {
    const auto n = static_cast<double>(row);
    values.push_back(static_cast<double>(row % 17));                      // a pixel
    values.push_back(1.6e9 + n);                                          // a time
    values.push_back(text::parse_number(std::to_string(n / 7)).value());  // six digits
    values.push_back(row % 3 == 0 ? -0.0 : n);                            // the sign of 0 counts
    values.push_back(std::sin(n));                                        // every digit
    values.push_back(static_cast<float>(std::cos(n)));                    // a float's digits
    values.push_back(row == 99'999 ? 5e-324 : -1e300 * n);                // the ends of the range
    values.push_back(row == 3 ? std::numeric_limits<double>::infinity() : 1);
  }
  check_same(InputTable(values, 8), values);
}

TEST_CASE("Decimal numbers take the bytes that their digits need") {
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return static_cast<double>(row % 256); })) == 1);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return 1900.0 + static_cast<double>(row % 120); })) == 1);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return static_cast<double>(row % 20'000) / 100; })) == 2);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return (static_cast<double>(row) - 200'000) / 10'000; })) ==
        3);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return static_cast<double>(row) * 5'000; })) == 4);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return static_cast<double>(row % 256) / 255; })) == 1);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return std::ldexp(static_cast<double>(row), -30); })) == 4);
  CHECK(std::round(bytes_of_a_number([](std::size_t row) { return std::sqrt(static_cast<double>(row)); })) == 8);
}

TEST_CASE("Bytes are kept as bytes and read as quotients") {
  const std::vector<unsigned char> bytes{0, 255, 51, 0, 1, 102};
  const InputTable table(bytes, 3, 255);
  CHECK(table.rows() == 2);
  CHECK(table.values() == std::vector<double>{0, 1, 0.2, 0, 1 / 255.0, 0.4});
  const std::vector<unsigned char> pixels(1'000'003, 7);
  const InputTable many(pixels, 1, 255);
  CHECK(many.bytes() < 4'000'000);
  check_same(many, std::vector<double>(pixels.size(), 7 / 255.0));
}

TEST_CASE("Tables are equal where their numbers are") {
  const std::vector<double> pixels{0, 1, 0.2, 0};
  const std::vector<unsigned char> bytes{0, 255, 51, 0};
  const std::vector<unsigned char> others{0, 255, 52, 0};
  CHECK(InputTable(bytes, 2, 255) == InputTable(pixels, 2));
  CHECK_FALSE(InputTable(others, 2, 255) == InputTable(pixels, 2));
  CHECK_FALSE(InputTable(pixels, 4) == InputTable(pixels, 2));
  CHECK(InputTable(0).values().empty());
  CHECK(InputTable(3).rows() == 0);
}
