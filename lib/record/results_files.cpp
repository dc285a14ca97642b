#include "record/results_files.hpp"

#include "actlab/error.hpp"
#include "record/atomic_file.hpp"

namespace actlab {

void check_is_results(const std::filesystem::path& directory) {
  if (std::filesystem::exists(directory / "run.toml")) return;
  throw Error(ErrorKind::no_input, directory.string(), "is not a results directory (it has no run.toml)",
              "give a directory that 'actlab train' wrote");
}

std::string read_shard_file(const std::filesystem::path& directory) {
  std::string text = read_file(directory / shard_file);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace actlab
