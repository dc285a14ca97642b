#pragma once

#include <cstddef>
#include <filesystem>
#include <type_traits>
#include <vector>

#include "actlab/results.hpp"
#include "file/directory.hpp"

namespace actlab {

/// Bytes of rows of equal length by place: in memory as long as they are few, else in an unlinked temporary file.
class SpoolStore {
 public:
  /// `directory` is where the file may be made; null: all is kept in memory.
  SpoolStore(std::size_t rows, std::size_t row_bytes, const Directory* directory);
  SpoolStore(const SpoolStore&) = delete;
  SpoolStore& operator=(const SpoolStore&) = delete;

  /// Different places may be written at the same time.
  void write(std::size_t place, const void* row);
  void read(std::size_t place, void* row) const;

 private:
  std::size_t row_bytes_;
  std::vector<char> memory_;
  Descriptor file_;
  std::filesystem::path directory_;  // for messages
};

/// Keeps the rows of a CSV file of one cell until it is finished, so that memory does not grow with the number of
/// epochs. A Row has the member `replicate`.
template <class Row>
class Spool {
 public:
  static_assert(std::is_trivially_copyable_v<Row>);

  /// At most `rows` rows for each of `replicates` replicates. `directory` is where a temporary file may be made.
  Spool(std::size_t replicates, std::size_t rows, const Directory& directory)
      : rows_per_replicate_(rows), counts_(replicates, 0), store_(replicates * rows, sizeof(Row), &directory) {}

  /// Rows of one replicate come in the order of epochs, from one thread; different replicates may append at the same
  /// time.
  void append(const Row& row) {
    store_.write(row.replicate * rows_per_replicate_ + counts_[row.replicate], &row);
    ++counts_[row.replicate];
  }

  [[nodiscard]] std::size_t replicates() const { return counts_.size(); }
  [[nodiscard]] std::size_t count(std::size_t replicate) const { return counts_[replicate]; }
  [[nodiscard]] Row row(std::size_t replicate, std::size_t index) const {
    Row out;
    store_.read(replicate * rows_per_replicate_ + index, &out);
    return out;
  }

  /// The index-th rows of all replicates that have so many.
  [[nodiscard]] std::vector<Row> rows_at(std::size_t index) const {
    std::vector<Row> rows;
    for (std::size_t r = 0; r < replicates(); ++r) {
      if (index < count(r)) rows.push_back(row(r, index));
    }
    return rows;
  }

 private:
  std::size_t rows_per_replicate_;
  std::vector<std::size_t> counts_;
  SpoolStore store_;
};

}  // namespace actlab
