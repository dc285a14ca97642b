#include "record/metrics_spool.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "record/atomic_file.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_rows_in_memory = (std::size_t{4} << 20) / sizeof(MetricsRow);

}  // namespace

MetricsSpool::MetricsSpool(std::size_t replicates, std::size_t rows, const std::filesystem::path& directory)
    : rows_per_replicate_(rows), counts_(replicates, 0), directory_(directory) {
  if (replicates * rows <= most_rows_in_memory) {
    memory_.resize(replicates * rows);
    return;
  }
  std::string name = (directory / (std::string(temporary_prefix) + "metrics-XXXXXX")).string();
  file_ = ::mkstemp(name.data());
  if (file_ < 0) throw_cannot_write(directory, "cannot create a temporary file");
  ::unlink(name.c_str());
}

MetricsSpool::~MetricsSpool() {
  if (file_ >= 0) ::close(file_);
}

void MetricsSpool::append(const MetricsRow& row) {
  const std::size_t at = slot(row.replicate, counts_[row.replicate]++);
  if (file_ < 0) {
    memory_[at] = row;
    return;
  }
  const auto offset = static_cast<off_t>(at * sizeof(MetricsRow));
  while (::pwrite(file_, &row, sizeof row, offset) != static_cast<ssize_t>(sizeof row)) {
    if (errno != EINTR) throw_cannot_write(directory_, "cannot write a temporary file");
  }
}

MetricsRow MetricsSpool::row(std::size_t replicate, std::size_t index) const {
  if (file_ < 0) return memory_[slot(replicate, index)];
  MetricsRow row;
  const auto offset = static_cast<off_t>(slot(replicate, index) * sizeof row);
  while (::pread(file_, &row, sizeof row, offset) != static_cast<ssize_t>(sizeof row)) {
    if (errno != EINTR) throw_cannot_write(directory_, "cannot read a temporary file back");
  }
  return row;
}

}  // namespace actlab
