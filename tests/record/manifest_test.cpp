#include "record/manifest.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "record/results.hpp"

using namespace actlab;
using namespace actlab::test;
using Kind = FileDifference::Kind;

namespace {

// The differences of a directory as kind and name.
std::vector<std::pair<Kind, std::string>> differences_of(const HandWritten& results) {
  std::vector<std::pair<Kind, std::string>> out;
  for (const FileDifference& difference : check_manifest(results.path(), read_manifest(results.path()))) {
    out.emplace_back(difference.kind, difference.file);
  }
  return out;
}

HandWritten& with_files(HandWritten& results) {
  results.write("run.toml", "epochs = 1\n");
  results.write("cells.csv", "cell,number\nc1,1\n");
  results.write("cells/c1/metrics.csv", "replicate,epoch\n0,0\n");
  results.write("cells/c1/curves.csv", "epoch\n0\n");
  results.finish();
  return results;
}

}  // namespace

TEST_CASE("A manifest is read with all that it says") {
  HandWritten results;
  const Manifest manifest = read_manifest(with_files(results).path());
  CHECK(manifest.program == "actlab 0.1.0");
  CHECK(manifest.format == results_format);
  CHECK(manifest.contract == 1);
  CHECK(manifest.cells == 1);
  CHECK(manifest.data == std::map<std::string, std::string>{{"points.csv", "abc"}});
  CHECK(manifest.files.size() == 4);
  CHECK(manifest.files.at("cells/c1/curves.csv") == *file_hash(results.path() / "cells/c1/curves.csv"));
}

TEST_CASE("An untouched directory is what its manifest says") {
  HandWritten results;
  CHECK(differences_of(with_files(results)).empty());
}

TEST_CASE("Missing, edited and extra files are told, in the order of their names, the extra ones last") {
  HandWritten results;
  with_files(results);
  std::filesystem::remove(results.path() / "cells/c1/metrics.csv");
  results.write("run.toml", "epochs = 2\n");
  results.write("cells/c1/z.csv", "");
  results.write("cells/c1/b.csv", "");
  results.write("cells/another/metrics.csv", "replicate,epoch\n0,0\n");
  CHECK(differences_of(results) == std::vector<std::pair<Kind, std::string>>{{Kind::missing, "cells/c1/metrics.csv"},
                                                                             {Kind::edited, "run.toml"},
                                                                             {Kind::extra, "cells/another/metrics.csv"},
                                                                             {Kind::extra, "cells/c1/b.csv"},
                                                                             {Kind::extra, "cells/c1/z.csv"}});
}

TEST_CASE("A directory in the place of a file is a missing file") {
  HandWritten results;
  with_files(results);
  std::filesystem::remove(results.path() / "cells.csv");
  std::filesystem::create_directory(results.path() / "cells.csv");
  CHECK(differences_of(results) == std::vector<std::pair<Kind, std::string>>{{Kind::missing, "cells.csv"}});
}

TEST_CASE("The time that a cell took is no extra file, nor is what stands beside the tables") {
  HandWritten results;
  with_files(results);
  results.write("cells/c1/timing.csv", "seconds\n1\n");
  results.write("report.html", "");
  CHECK(differences_of(results).empty());
}

TEST_CASE("A manifest that is not there is no input, and a damaged one bad data") {
  HandWritten results;
  try {
    read_manifest(results.path());
    FAIL("a manifest was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::no_input);
    CHECK(error.problem() == "is not a finished results directory (it has no manifest.json)");
  }
  with_files(results);
  const std::string whole = read_file(results.path() / "manifest.json");
  std::vector<std::string> damaged{"", "[]", "null", whole.substr(0, whole.size() - 1), "x" + whole};
  for (const std::string key : {"format", "program", "contract", "cells", "data", "files"}) {
    std::string without = whole;
    damaged.push_back(without.replace(without.find("\"" + key), key.size() + 1, "\"other"));
  }
  std::string wrong_kind = whole;
  const std::string format = "\"format\": " + std::to_string(results_format);
  damaged.push_back(wrong_kind.replace(wrong_kind.find(format), format.size(), "\"format\": \"6\""));
  for (const std::string& text : damaged) {
    CAPTURE(text);
    results.write("manifest.json", text);
    try {
      read_manifest(results.path());
      FAIL_CHECK("the manifest was read");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
      CHECK(error.where() == (results.path() / "manifest.json").string());
    }
  }
}
