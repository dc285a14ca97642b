#include <algorithm>
#include <catch2/catch.hpp>

#include "activation/table.hpp"
#include "actlab/settings_table.hpp"
#include "cmd/program.hpp"
#include "data/catalogue.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("The help of train names every setting's flag and its default") {
  const TemporaryDirectory directory;
  const Finished help = run(directory.path(), {"train", "--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.err.empty());
  for (const SettingInfo& setting : settings_table()) {
    CAPTURE(setting.name);
    std::string flag = "--" + std::string(setting.name) + " ";
    std::ranges::replace(flag, '_', '-');
    CHECK(help.out.find(flag) != std::string::npos);
    CHECK(help.out.find("[" + setting_text(Settings(), setting) + "]") != std::string::npos);
  }
  for (const char* text : {"--replicates", "--out", "--config", "--dry-run", "--record", "--jobs", "Examples:"}) {
    CHECK(help.out.find(text) != std::string::npos);
  }
}

TEST_CASE("The first help says how to begin and what exit codes mean") {
  const TemporaryDirectory directory;
  const Finished help = run(directory.path(), {"--help"});
  CHECK(help.exit_code == 0);
  for (const char* text : {"actlab train", "predict", "plot", "list", "Exit codes"}) {
    CHECK(help.out.find(text) != std::string::npos);
  }
}

TEST_CASE("The version names the arithmetic contract and the SIMD targets") {
  const TemporaryDirectory directory;
  const Finished version = run(directory.path(), {"--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.out.starts_with("actlab 0.1.0\narithmetic contract 2\nresults format 8\nSIMD targets here: "));
}

TEST_CASE("Lists come from the tables") {
  const TemporaryDirectory directory;
  const std::string activation_list = run(directory.path(), {"list", "activations"}).out;
  for (const ActivationInfo& row : activations())
    CHECK(activation_list.find(std::string(row.formula)) != std::string::npos);
  const std::string dataset_list = run(directory.path(), {"list", "datasets"}).out;
  for (const std::string& name : dataset_names()) CHECK(dataset_list.find(name + " ") != std::string::npos);
  CHECK_THAT(dataset_list, Catch::Contains(" real       regression       361      18           ozone of "));
  CHECK_THAT(dataset_list, Catch::Contains("generated, real and all stand for"));
  for (const char* what : {"features", "initializers", "losses", "optimizers", "schedules"}) {
    const Finished list = run(directory.path(), {"list", what});
    CHECK(list.exit_code == 0);
    CHECK(list.out.size() > 50);
  }
}

TEST_CASE("Output that cannot be written is an error, not a success") {
  const TemporaryDirectory directory;
  const std::string command =
      std::string(ACTLAB_PROGRAM) + " list activations > /dev/full 2> " + (directory.path() / "err").string();
  const int status = std::system(command.c_str());
  CHECK(WEXITSTATUS(status) == 74);
  CHECK(read_file(directory.path() / "err").starts_with("actlab: standard output: "));
}
