#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// The inputs of a data set, [rows][columns]. Every number reads back as the same double that was put in, and takes one
/// to four bytes where a block of its column holds decimal numbers or pixels, as files mostly do, four where they are
/// floats, eight otherwise.
class ACTLAB_API InputTable {
 public:
  InputTable() = default;
  explicit InputTable(std::size_t columns);

  /// Of values [rows][columns].
  InputTable(std::span<const double> values, std::size_t columns);

  /// Of bytes [rows][columns], each of which is the number byte / divisor. columns >= 1.
  InputTable(std::span<const unsigned char> bytes, std::size_t columns, double divisor);

  /// Adds the next number of the last row, which is there once it has `columns` numbers.
  void append(double value);

  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  [[nodiscard]] std::size_t rows() const noexcept { return columns_ == 0 ? 0 : size() / columns_; }
  [[nodiscard]] std::size_t size() const noexcept { return packed_rows_ * columns_ + last_.size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

  /// What it takes, in bytes.
  [[nodiscard]] std::size_t bytes() const noexcept;

  /// A row's numbers into out[0, columns). row < rows().
  void read_row(std::size_t row, double* out) const;

  /// Number `index` in the order of rows, index < size().
  [[nodiscard]] double operator[](std::size_t index) const;

  /// All numbers, [rows][columns].
  [[nodiscard]] std::vector<double> values() const;

  friend ACTLAB_API bool operator==(const InputTable& a, const InputTable& b);

 private:
  enum class Kind : std::uint8_t { integer, single, full };

  // How the numbers of a column are written: (offset + integer) / divisor, or as they are.
  struct Code {
    Kind kind = Kind::full;
    std::uint8_t width = sizeof(double);  // bytes
    std::int64_t offset = 0;
    double divisor = 1;
    bool operator==(const Code&) const = default;
  };

  struct Block {
    std::vector<Code> codes;  // of the columns; one if all are alike
    std::size_t row_bytes = 0;
    std::vector<unsigned char> bytes;  // [rows][row_bytes]
  };

  static double decode(const Code& code, const unsigned char* bytes);
  static void encode(const Code& code, double value, unsigned char* bytes);
  [[nodiscard]] std::optional<double> divisor_of(std::size_t column) const;
  [[nodiscard]] Code code_of(std::size_t column) const;
  void pack();

  std::size_t columns_ = 0;
  std::size_t rows_of_a_block_ = 0;
  std::size_t packed_rows_ = 0;
  std::vector<Block> blocks_;
  std::vector<double> last_;  // rows that are not packed yet
};

}  // namespace actlab
