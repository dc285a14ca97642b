#include "record/results_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "record/columns.hpp"
#include "record/csv_writer.hpp"
#include "record/results_files.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t id_digits = 12;

bool is_cell_id(const std::string& name) {
  return name.size() == id_digits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void remove_file(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error)
    throw Error(ErrorKind::cannot_write, path.string(), "cannot be deleted: " + error.message(), "delete it by hand");
}

// Only files that this program writes; a directory that still holds something else stays.
void remove_cell(const fs::path& directory) {
  for (const std::string_view name : cell_files) remove_file(directory / name);
  std::error_code ignored;
  fs::remove(directory, ignored);
}

double parsed(std::string_view row, std::size_t column) {
  for (; column > 0; --column) row.remove_prefix(row.find(',') + 1);
  return text::parse_number(row.substr(0, row.find(','))).value_or(std::nan(""));
}

}  // namespace

ResultsDirectory::ResultsDirectory(fs::path path, const std::vector<Cell>& cells, Contents contents, bool force)
    : path_(std::move(path)), cells_(cells), contents_(std::move(contents)) {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) {
    throw Error(ErrorKind::cannot_write, path_.string(), "cannot be created: " + error.message(),
                "choose another place with --out");
  }
  lock();
  try {
    prepare(force);
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

ResultsDirectory::~ResultsDirectory() { ::close(lock_); }

// flock, which the system releases even after a kill. A directory that is not ours is left without a lock file.
void ResultsDirectory::lock() {
  const fs::path file = path_ / "lock";
  const bool empty_or_ours = fs::is_empty(path_) || fs::exists(path_ / "run.toml") || fs::exists(file);
  if (!empty_or_ours) refuse_other_contents();
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) throw_cannot_write(path_, "cannot write into it");
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) {
    const std::string holder = std::to_string(::getpid()) + "\n";
    if (::ftruncate(lock_, 0) == 0) write_all(lock_, holder, file);
    return;
  }
  ::close(lock_);
  std::string holder = read_file(file);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  throw Error(ErrorKind::try_again, path_.string(), "process " + holder + " is writing to it",
              "wait for it to end, or choose another --out");
}

void ResultsDirectory::refuse_other_contents() const {
  throw Error(ErrorKind::usage, path_.string(), "is not empty and not a results directory",
              "choose another place with --out");
}

void ResultsDirectory::prepare(bool force) {
  remove_temporaries(path_);
  remove_temporaries(path_ / "cells");
  if (force) clear();
  const fs::path run_file = path_ / "run.toml";
  if (fs::exists(run_file)) {
    if (read_file(run_file) != contents_.run_toml) {
      throw Error(ErrorKind::usage, path_.string(), "holds results of other settings",
                  "choose another --out, or pass --force to start over");
    }
  } else {
    write_file(run_file, contents_.run_toml);
  }
  fs::create_directories(path_ / "cells");
  read_journal();
}

void ResultsDirectory::clear() {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_ / "cells", error)) {
    if (is_cell_id(entry.path().filename().string())) remove_cell(entry.path());
  }
  for (const std::string_view name : top_files) remove_file(path_ / name);
  remove_file(path_ / "journal");
}

void ResultsDirectory::read_journal() {
  std::map<std::string, const Cell*> planned;
  for (const Cell& cell : cells_) planned[cell.id] = &cell;
  journal_.emplace(path_ / "journal");
  for (const std::string& record : journal_->records()) {
    try {
      const json entry = json::parse(record);
      FinishedCell cell{entry.at("runs").get<std::vector<std::string>>(),
                        entry.at("files").get<std::map<std::string, std::string>>()};
      const auto id = entry.at("cell").get<std::string>();
      if (planned.contains(id) && files_intact(id, cell)) finished_[id] = std::move(cell);
    } catch (const json::exception&) {
      // A record of another program: its cell is trained again.
    }
  }
}

bool ResultsDirectory::files_intact(const std::string& id, const FinishedCell& cell) const {
  return std::ranges::all_of(cell.files, [&](const auto& file) {
    return fs::exists(cell_directory(id) / file.first) &&
           text::sha256_hex(read_file(cell_directory(id) / file.first)) == file.second;
  });
}

void ResultsDirectory::write_cell(const Cell& cell, const CellResult& result, const CellSpools& spools) {
  FinishedCell finished;
  for (const RunRow& run : result.runs) finished.runs.push_back(run_row_text(cell, run));
  const Recording& recording = contents_.recording;
  const bool only_runs = !recording.metrics && !recording.layers && !recording.layer_curves && !recording.model &&
                         !recording.predictions && result.boundary.x.empty() && result.neurons.empty();
  if (!only_runs) {
    const fs::path staging = path_ / "cells" / (std::string(temporary_prefix) + cell.id);
    const fs::path target = cell_directory(cell.id);
    try {
      fs::create_directories(staging);
      finished.files = write_cell_files(staging, cell, recording, result, spools);
      if (fs::exists(target)) remove_cell(target);
      if (::rename(staging.c_str(), target.c_str()) != 0) throw_cannot_write(target, "cannot put into place");
      synchronise_directory(target.parent_path());
    } catch (...) {
      std::error_code ignored;
      fs::remove_all(staging, ignored);
      throw;
    }
  }
  const json record{{"cell", cell.id}, {"runs", finished.runs}, {"files", finished.files}};
  const std::lock_guard guard(mutex_);
  journal_->append(record.dump());
  finished_[cell.id] = std::move(finished);
}

void ResultsDirectory::save() { journal_->synchronise(); }

void ResultsDirectory::finish(const HostInfo& host) {
  save();
  std::map<std::string, std::string> hashes;
  hashes["run.toml"] = text::sha256_hex(contents_.run_toml);
  hashes["cells.csv"] = write_cells_table();
  hashes["runs.csv"] = write_runs_table();
  hashes["summary.csv"] = write_summary_table();
  for (const Cell& cell : cells_) {
    for (const auto& [name, hash] : finished_.at(cell.id).files) hashes["cells/" + cell.id + "/" + name] = hash;
  }
  write_host(host);
  write_manifest(hashes);
}

bool ResultsDirectory::all_regression() const {
  return std::ranges::all_of(cells_, [](const Cell& cell) { return cell.dataset->task == Task::regression; });
}

std::string ResultsDirectory::write_cells_table() const {
  CsvWriter out(path_ / "cells.csv");
  out.text("cell");
  out.text("number");
  for (const SettingInfo& setting : settings_table()) out.text(setting.name);
  out.end_row();
  for (const Cell& cell : cells_) {
    out.text(cell.id);
    out.integer(static_cast<std::int64_t>(cell.number));
    for (const SettingInfo& setting : settings_table()) out.text(setting_text(cell.settings, setting));
    out.end_row();
  }
  return out.commit();
}

std::string ResultsDirectory::write_runs_table() const {
  AtomicFile out(path_ / "runs.csv");
  std::string header;
  for (const std::string_view name : run_columns) header += std::string(name) + ',';
  for (const MetricColumn& column : metric_columns) header += std::string(metric_name(column, all_regression())) + ',';
  header.back() = '\n';
  out.write(header);
  for (const Cell& cell : cells_) {
    for (const std::string& row : runs_of(cell.id)) out.write(row + '\n');
  }
  return out.commit();
}

// Diverged replicates are counted and left out of the statistics.
std::string ResultsDirectory::write_summary_table() const {
  CsvWriter out(path_ / "summary.csv");
  for (const std::string_view name : summary_columns) out.text(name);
  for (const MetricColumn& column : metric_columns) {
    for (const std::string_view statistic : summary_statistics) {
      out.text(std::string(metric_name(column, all_regression())) + '_' + std::string(statistic));
    }
  }
  out.end_row();
  constexpr std::size_t diverged_column = 5;
  for (const Cell& cell : cells_) {
    const std::vector<std::string>& runs = runs_of(cell.id);
    const auto diverged =
        std::ranges::count_if(runs, [](const auto& row) { return parsed(row, diverged_column) != 0; });
    out.text(cell.id);
    out.integer(static_cast<std::int64_t>(runs.size()));
    out.integer(diverged);
    const Parts parts = parts_of(cell);
    for (std::size_t m = 0; m < metric_columns.size(); ++m) {
      std::vector<double> values;
      for (const std::string& row : runs) {
        if (parsed(row, diverged_column) == 0) values.push_back(parsed(row, run_columns.size() + m));
      }
      const bool present = parts.present[metric_columns[m].part];
      const double statistics[] = {mean(values), standard_deviation(values), [&] {
                                     std::ranges::sort(values);
                                     return quantile(values, 0.5);
                                   }()};
      for (const double statistic : statistics) {
        present && !std::isnan(statistic) ? out.number(statistic) : out.empty();
      }
    }
    out.end_row();
  }
  return out.commit();
}

void ResultsDirectory::write_manifest(const std::map<std::string, std::string>& hashes) const {
  nlohmann::ordered_json manifest;
  manifest["format"] = 1;
  manifest["program"] = "actlab " ACTLAB_VERSION;
  manifest["contract"] = contents_.contract_version;
  manifest["cells"] = cells_.size();
  manifest["replicates"] = contents_.replicates;
  std::map<std::string, std::string> data;
  for (const Cell& cell : cells_) {
    if (cell.dataset->from_file) data[cell.dataset->name] = cell.dataset->sha256;
  }
  manifest["data"] = data;
  manifest["files"] = hashes;
  write_file(path_ / "manifest.json", manifest.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

void ResultsDirectory::write_host(const HostInfo& host) const {
  utsname system{};
  ::uname(&system);
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  nlohmann::ordered_json out;
  out["finished"] = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                                utc.tm_hour, utc.tm_min, utc.tm_sec);
  out["machine"] = system.machine;
  out["system"] = fmt::format("{} {}", system.sysname, system.release);
  out["compiler"] = ACTLAB_COMPILER;
  out["simd"] = host.simd;
  out["threads"] = host.threads;
  write_file(path_ / "host.json", out.dump(1) + "\n");
}

}  // namespace actlab
