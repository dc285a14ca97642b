#include "record/results_files.hpp"

#include "actlab/error.hpp"

namespace actlab {

void check_is_results(const std::filesystem::path& directory) {
  if (std::filesystem::exists(directory / "run.toml")) return;
  throw Error(ErrorKind::no_input, directory.string(), "is not a results directory (it has no run.toml)",
              "give a directory that 'actlab train' wrote");
}

}  // namespace actlab
