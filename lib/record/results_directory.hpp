#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/results.hpp"
#include "record/cell.hpp"
#include "record/cell_files.hpp"
#include "record/cell_record.hpp"
#include "record/experiment_record.hpp"
#include "record/journal.hpp"
#include "record/manifest.hpp"
#include "statistics/bootstrap.hpp"

namespace actlab {

/// What the host was, for host.json; never hashed or compared.
struct HostInfo {
  std::string simd;
  unsigned threads = 1;
};

/// What to do with a directory that holds results already.
enum class Existing {
  resume,     ///< finish it, if it is of the same experiment
  extend,     ///< the same for another grid: cells that are not in it any more are set aside
  start_over  ///< delete them
};

/// A results directory that is being written. It is held by its descriptor: what is written stays in the directory that
/// was opened, and one that was moved or removed meanwhile is an error. Nothing final appears in part: a cell's files
/// come into place together and then its record into the journal; the tables and the manifest when all cells are there.
class ResultsDirectory {
 public:
  struct Contents {
    std::string run_toml;        ///< the experiment's canonical text
    std::string recording_text;  ///< the part of it that says what is done with every cell
    int contract_version = 1;
    Recording recording;
    std::int64_t replicates = 1;
    std::string shard;  ///< "3/16", or empty for the whole
  };

  /// Creates the directory, or opens one of the same experiment to finish it. Throws Error before any work:
  /// cannot_write if it cannot be written; try_again if another process writes it; usage if it holds something else,
  /// another experiment, or (under resume) another grid.
  ResultsDirectory(const std::filesystem::path& path, const std::vector<Cell>& cells, Contents contents,
                   Existing existing);
  ResultsDirectory(const ResultsDirectory&) = delete;
  ResultsDirectory& operator=(const ResultsDirectory&) = delete;
  ~ResultsDirectory();

  [[nodiscard]] const Directory& directory() const { return directory_; }

  /// Whether the cell with this id is finished: its record is intact and its files are what the record says.
  [[nodiscard]] bool finished(const std::string& id) const {
    const auto record = records_.find(id);
    return record != records_.end() && record->second.failure.empty();
  }

  /// Adds a finished cell. Safe to call from several threads.
  void write_cell(const Cell& cell, const CellResult& result, const CellSpools& spools);

  /// Adds a cell that another directory has finished, with a copy of its files.
  void copy_cell(const CellRecord& record, const std::filesystem::path& from);

  /// Notes that a cell could not be trained. Safe to call from several threads.
  void write_failure(const Cell& cell, const std::string& reason);

  /// Writes the tables and the manifest, where they are not there already. Every cell must be finished or have failed.
  void finish(const HostInfo& host);

  /// Makes all finished cells last. Throws Error (cannot_write) where the directory is not in its place any more.
  void save();

  /// The record of a cell that is finished or has failed.
  [[nodiscard]] const CellRecord& record_of(const std::string& id) const { return records_.at(id); }

 private:
  void lock();
  void prepare(Existing existing);
  void refuse_other_contents() const;
  void make_way(std::string_view name) const;
  [[nodiscard]] std::string text_of(std::string_view name) const;
  [[nodiscard]] ExperimentRecord own_record() const;
  void note_experiment();
  void check_settings(Existing existing, const std::map<std::string, CellRecord>& journaled) const;
  void set_aside(const std::map<std::string, CellRecord>& journaled) const;
  void keep_intact(std::map<std::string, CellRecord> journaled);
  void clear();
  void note_start() const;
  void add_record(CellRecord record);
  template <class Fill>
  void put_into_place(const std::string& id, const Fill& fill);
  void check_in_place() const;
  [[nodiscard]] std::map<std::string, std::string> cell_hashes() const;
  [[nodiscard]] bool complete() const;
  [[nodiscard]] Manifest manifest_of(std::map<std::string, std::string> hashes) const;
  void write_host(const HostInfo& host) const;

  const std::vector<Cell>& cells_;
  Contents contents_;
  Directory directory_;
  Descriptor lock_;
  std::optional<Directory> cells_directory_;  // once the lock is held
  Bootstrap bootstrap_;
  std::mutex mutex_;
  std::optional<Journal> journal_;
  std::chrono::steady_clock::time_point last_save_ = std::chrono::steady_clock::now();
  std::map<std::string, CellRecord> records_;
};

}  // namespace actlab
