#include "actlab/input_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>

namespace actlab {
namespace {

constexpr std::size_t values_of_a_block = 1 << 18;
constexpr std::size_t fewest_rows = 16;  // of a block of a wide table
constexpr std::array powers{1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr double of_bytes = 255;  // pixels from 0 to 1
constexpr double largest_integer = 4294967295.0;

// Of a number that 64 bits hold; halves go away from 0.
std::int64_t nearest(double value) { return static_cast<std::int64_t>(value + std::copysign(0.5, value)); }

// A decimal number with so many digits after its point is the quotient of two integers that doubles hold, and reading
// and dividing both round the same number once.
bool is_quotient(double value, double divisor) {
  const double product = value * divisor;
  if (!(std::abs(product) <= largest_integer)) return false;
  const auto integer = static_cast<double>(nearest(product));
  return integer / divisor == value && !(value == 0 && std::signbit(value));
}

template <class T>
T load(const unsigned char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <class T>
void store(T value, unsigned char* bytes) {
  std::memcpy(bytes, &value, sizeof value);
}

std::int64_t load_integer(const unsigned char* bytes, std::uint8_t width) {
  std::uint32_t value = 0;
  for (std::uint8_t i = 0; i < width; ++i) value |= std::uint32_t{bytes[i]} << (8 * i);
  return value;
}

std::uint8_t width_of(double range) {
  std::uint8_t width = 1;
  while (range >= std::ldexp(1.0, 8 * width)) ++width;
  return width;
}

}  // namespace

InputTable::InputTable(std::size_t columns)
    : columns_(columns), rows_of_a_block_(columns == 0 ? 0 : std::max(fewest_rows, values_of_a_block / columns)) {}

InputTable::InputTable(std::span<const double> values, std::size_t columns) : InputTable(columns) {
  for (const double value : values) append(value);
}

InputTable::InputTable(std::span<const unsigned char> bytes, std::size_t columns, double divisor)
    : InputTable(columns) {
  const Code code{.kind = Kind::integer, .width = 1, .offset = 0, .divisor = divisor};
  const std::size_t block = rows_of_a_block_ * columns;
  for (; bytes.size() >= block; bytes = bytes.subspan(block)) {
    const std::span<const unsigned char> part = bytes.first(block);
    blocks_.push_back({.codes = {code}, .row_bytes = columns, .bytes = {part.begin(), part.end()}});
    packed_rows_ += rows_of_a_block_;
  }
  for (const unsigned char byte : bytes) last_.push_back(byte / divisor);
}

void InputTable::append(double value) {
  last_.push_back(value);
  if (last_.size() == rows_of_a_block_ * columns_) pack();
}

std::size_t InputTable::bytes() const noexcept {
  std::size_t bytes = last_.capacity() * sizeof(double);
  for (const Block& block : blocks_) bytes += block.bytes.capacity() + block.codes.capacity() * sizeof(Code);
  return bytes;
}

double InputTable::decode(const Code& code, const unsigned char* bytes) {
  switch (code.kind) {
    case Kind::integer:
      return static_cast<double>(code.offset + load_integer(bytes, code.width)) / code.divisor;
    case Kind::single:
      return load<float>(bytes);
    default:
      return load<double>(bytes);
  }
}

void InputTable::encode(const Code& code, double value, unsigned char* bytes) {
  if (code.kind == Kind::full) return store(value, bytes);
  if (code.kind == Kind::single) return store(static_cast<float>(value), bytes);
  const auto integer = static_cast<std::uint32_t>(nearest(value * code.divisor) - code.offset);
  for (std::uint8_t i = 0; i < code.width; ++i) bytes[i] = static_cast<unsigned char>(integer >> (8 * i));
}

// What makes quotients of all numbers of a column: a power of ten, or 255 where they are bytes divided by it.
std::optional<double> InputTable::divisor_of(std::size_t column) const {
  std::size_t power = 0;
  bool bytes = true;
  for (std::size_t i = column; i < last_.size(); i += columns_) {
    const double value = last_[i];
    while (power < powers.size() && !is_quotient(value, powers[power])) ++power;
    bytes = bytes && value >= 0 && value <= 1 && is_quotient(value, of_bytes);
    if (power == powers.size() && !bytes) return std::nullopt;
  }
  return power < powers.size() ? powers[power] : of_bytes;
}

// The shortest that holds all numbers of a column of the rows that are not packed yet.
InputTable::Code InputTable::code_of(std::size_t column) const {
  const std::optional<double> divisor = divisor_of(column);
  if (divisor) {
    double low = last_[column];
    double high = low;
    for (std::size_t i = column; i < last_.size(); i += columns_) {
      low = std::min(low, last_[i]);
      high = std::max(high, last_[i]);
    }
    const std::int64_t offset = nearest(low * *divisor);
    const auto range = static_cast<double>(nearest(high * *divisor) - offset);
    if (range <= largest_integer) {
      return {.kind = Kind::integer, .width = width_of(range), .offset = offset, .divisor = *divisor};
    }
  }
  for (std::size_t i = column; i < last_.size(); i += columns_) {
    if (static_cast<double>(static_cast<float>(last_[i])) != last_[i]) return {};
  }
  return {.kind = Kind::single, .width = sizeof(float)};
}

void InputTable::pack() {
  Block block;
  for (std::size_t c = 0; c < columns_; ++c) {
    block.codes.push_back(code_of(c));
    block.row_bytes += block.codes.back().width;
  }
  block.bytes.resize(block.row_bytes * rows_of_a_block_);
  unsigned char* to = block.bytes.data();
  for (std::size_t i = 0; i < last_.size(); ++i) {
    const Code& code = block.codes[i % columns_];
    encode(code, last_[i], to);
    to += code.width;
  }
  if (std::ranges::adjacent_find(block.codes, std::ranges::not_equal_to()) == block.codes.end()) block.codes.resize(1);
  block.codes.shrink_to_fit();
  blocks_.push_back(std::move(block));
  packed_rows_ += rows_of_a_block_;
  last_.clear();
}

void InputTable::read_row(std::size_t row, double* out) const {
  if (row >= packed_rows_) {
    std::copy_n(last_.begin() + static_cast<std::ptrdiff_t>((row - packed_rows_) * columns_), columns_, out);
    return;
  }
  const Block& block = blocks_[row / rows_of_a_block_];
  const unsigned char* from = block.bytes.data() + row % rows_of_a_block_ * block.row_bytes;
  const Code& first = block.codes.front();
  if (block.codes.size() == 1 && first.kind == Kind::integer && first.width == 1) {  // images: the common case
    for (std::size_t c = 0; c < columns_; ++c) out[c] = static_cast<double>(first.offset + from[c]) / first.divisor;
    return;
  }
  const std::size_t step = block.codes.size() == 1 ? 0 : 1;
  const Code* code = block.codes.data();
  for (std::size_t c = 0; c < columns_; ++c, code += step) {
    out[c] = decode(*code, from);
    from += code->width;
  }
}

double InputTable::operator[](std::size_t index) const {
  const std::size_t row = index / columns_;
  const std::size_t column = index % columns_;
  if (row >= packed_rows_) return last_[index - packed_rows_ * columns_];
  const Block& block = blocks_[row / rows_of_a_block_];
  const unsigned char* from = block.bytes.data() + row % rows_of_a_block_ * block.row_bytes;
  if (block.codes.size() == 1) return decode(block.codes.front(), from + column * block.codes.front().width);
  for (std::size_t c = 0; c < column; ++c) from += block.codes[c].width;
  return decode(block.codes[column], from);
}

std::vector<double> InputTable::values() const {
  std::vector<double> values(size());
  for (std::size_t row = 0; row < rows(); ++row) read_row(row, values.data() + row * columns_);
  return values;
}

bool operator==(const InputTable& a, const InputTable& b) {
  return a.columns_ == b.columns_ && a.values() == b.values();
}

}  // namespace actlab
