#include "record/answer_files.hpp"

#include "record/columns.hpp"

namespace actlab {

std::string write_confusion(CsvWriter&& out, const Cell& cell, const CellReadings& readings) {
  const std::vector<std::string>& classes = cell.dataset->classes;
  out.header(confusion_columns);
  readings.confusion([&](const ConfusionMatrix& matrix) {
    for (std::size_t truth = 0; truth < classes.size(); ++truth) {
      for (std::size_t predicted = 0; predicted < classes.size(); ++predicted) {
        out.integer(matrix.replicate);
        out.text(gnuplot_field(classes[truth]));
        out.text(gnuplot_field(classes[predicted]));
        out.number(matrix.counts[truth * classes.size() + predicted]);
        out.end_row();
      }
    }
  });
  return out.commit();
}

std::string write_mistakes(CsvWriter&& out, const Cell& cell, const CellReadings& readings) {
  const Dataset& data = *cell.dataset;
  for (const std::string_view name : mistake_columns) out.text(name);
  for (const std::string& name : data.task == Task::multiclass ? data.classes : data.target_names) {
    out.text(gnuplot_field("output_" + name));
  }
  out.end_row();
  readings.mistakes([&](const Mistake& mistake) {
    for (const std::uint32_t number : {mistake.replicate, mistake.rank, mistake.row}) out.integer(number);
    out.text(gnuplot_field(data.classes[mistake.true_class]));
    out.text(gnuplot_field(data.classes[mistake.predicted_class]));
    for (const double output : mistake.outputs) out.number(output, cell.settings.precision);
    out.end_row();
  });
  return out.commit();
}

}  // namespace actlab
