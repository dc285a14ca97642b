#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "record/cell.hpp"
#include "record/recorded_files.hpp"

namespace actlab {

/// One of `count` parts of an experiment; `index` counts from 1.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// "3/16"
ACTLAB_API std::string shard_text(const Shard& shard);

/// A shard and the environment's variable that named it, if one did: "SLURM_ARRAY_TASK_ID=3".
struct ChosenShard {
  Shard shard;
  std::string source;
};

/// Reads "3/16", or "auto/16": the index from the batch system's variable, 1 or 0 based as that system counts. The
/// count is never taken from the environment, since it changes where a part of an array is submitted again.
/// `environment` looks up a variable (null if it is not set). Throws Error (usage) at `where`.
ACTLAB_API ChosenShard read_shard(std::string_view text, std::string_view where,
                                  const std::function<const char*(const char*)>& environment);

/// The shard that a results directory holds; nothing if it is a whole experiment. Throws Error (bad_data).
std::optional<Shard> shard_of(const RecordedFiles& results);

/// Shard number (from 1) of each cell: cells in the order of falling cost, then of their identity, go to the shard that
/// has the least so far (Graham 1969). A pure function of the cells and the number of shards.
std::vector<std::size_t> assign_shards(const std::vector<Cell>& cells, std::int64_t replicates, std::size_t shards);

/// The cells of one shard, in grid order.
ACTLAB_API std::vector<Cell> cells_of_shard(const std::vector<Cell>& cells, std::int64_t replicates,
                                            const Shard& shard);

/// Where a shard's results go: "results/big-shard-03-of-16" for "results/big".
ACTLAB_API std::filesystem::path shard_directory(const std::filesystem::path& whole, const Shard& shard);

/// The inverse of shard_directory; nothing for a path of another form.
std::optional<std::filesystem::path> whole_directory(const std::filesystem::path& path, const Shard& shard);

}  // namespace actlab
