#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "activation/table.hpp"
#include "cmd/program.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("Curves of the whole table: value and derivative of every activation at every point") {
  const TemporaryDirectory directory;
  const Finished finished = run(directory.path(), words("curves --range=-2:2 --points 5"));
  CHECK(finished.exit_code == 0);
  const auto rows = lines(finished.out);
  CHECK(rows.front() == "activation,x,value,derivative");
  CHECK(rows.size() == 1 + 5 * activations().size());
  const auto has = [&](const std::string& row) { return std::ranges::count(rows, row) == 1; };
  CHECK(has("relu,-1,0,0"));
  CHECK(has("relu,2,2,1"));
  CHECK(has("sigmoid,0,0.5,0.25"));
  CHECK(has("swiglu,0,0,0.5"));
  CHECK(has("softmax,0,0.5,0.25"));
  CHECK(has("maxout,-1,0,0"));
  CHECK(has("step,1,1,0"));
}

TEST_CASE("Curves of formulas go to a file or to figures, the same bytes each time") {
  const TemporaryDirectory directory;
  const std::vector<std::string> command{"curves",  "--activation", "max(0,x),half=0.5*x*sigmoid(x),leaky_relu:0.2",
                                         "--out",   "c.csv",        "--figures",
                                         "figures", "--format",     "svg"};
  CHECK(run(directory.path(), command).exit_code == 0);
  const std::string csv = read_file(directory.path() / "c.csv");
  CHECK(csv.find("\"max(0,x)\",5,5,1\n") != std::string::npos);
  CHECK(csv.find("leaky_relu:slope=0.2,-5,-1,0.2\n") != std::string::npos);
  CHECK(read_file(directory.path() / "figures/curves.csv") == csv);
  const std::string figure = read_file(directory.path() / "figures/curves.svg");
  CHECK(figure.find("half") != std::string::npos);
  CHECK(run(directory.path(), command).exit_code == 0);
  CHECK(read_file(directory.path() / "figures/curves.svg") == figure);
  CHECK(read_file(directory.path() / "figures/curves-overlay.svg").size() > 2000);
}

TEST_CASE("Single precision differs from double and is as short as it can be") {
  const TemporaryDirectory directory;
  const auto row = [&](const std::string& precision) {
    return lines(
        run(directory.path(), words("curves --activation tanh --range 1:2 --points 2 --precision " + precision))
            .out)[1];
  };
  CHECK(row("float") == "tanh,1,0.7615942,0.41997433");
  CHECK(row("double") == "tanh,1,0.7615941559557649,0.4199743416140261");
}

TEST_CASE("The benchmark times what it is asked for, and JSON parses line by line") {
  const TemporaryDirectory directory;
  const Finished finished =
      run(directory.path(), words("bench --activation relu,x*tanh(x) --arch 4 --train relu --seconds 0.002 --json"));
  CHECK(finished.exit_code == 0);
  std::size_t positive = 0;
  for (const std::string& line : lines(finished.out)) {
    const auto object = nlohmann::json::parse(line);
    for (const auto& [key, value] : object.items()) {
      if (value.is_number()) CHECK(value.get<double>() > 0);
      positive += value.is_number() ? 1 : 0;
    }
  }
  CHECK(positive == 4 + 2 * 4 + 2 * 3);
  const Finished text = run(directory.path(), words("bench --activation relu --arch 4 --train relu --seconds 0.002"));
  CHECK(text.out.find("memcpy") != std::string::npos);
  CHECK(text.out.find("share of peak") != std::string::npos);
}
