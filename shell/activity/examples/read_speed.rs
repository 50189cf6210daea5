//! Rows a second and peak memory of reading a large panel: `cargo run --release -p commonweal-activity --example read_speed`.
//!
//! Writes a fictional panel of 5 million rows (41,667 units over 120 months) as CSV, CSV in gzip and zstd, and Parquet into a
//! temporary directory, then reads each in a process of its own, so that one reading's memory does not count for the next.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use commonweal_activity::{PanelSource, read_panel};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const MONTHS: usize = 120;
const ROWS: usize = 5_000_000;
const ROWS_A_GROUP: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, path] = arguments.as_slice() {
        return read_one(path);
    }
    let folder = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    write_csv(&folder.path().join("panel.csv"))?;
    write_parquet(&folder.path().join("panel.parquet"))?;
    let csv = std::fs::read(folder.path().join("panel.csv"))?;
    let mut gzip = flate2::write::GzEncoder::new(
        File::create(folder.path().join("panel.csv.gz"))?,
        flate2::Compression::fast(),
    );
    gzip.write_all(&csv)?;
    gzip.finish()?;
    std::fs::write(folder.path().join("panel.csv.zst"), zstd::encode_all(csv.as_slice(), 1)?)?;
    drop(csv);
    for name in ["panel.csv", "panel.csv.gz", "panel.csv.zst", "panel.parquet"] {
        let status = Command::new(&program).arg(folder.path().join(name)).status()?;
        if !status.success() {
            return Err(format!("{name}: {status}").into());
        }
    }
    Ok(())
}

fn read_one(path: &str) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let loaded = read_panel(&PanelSource::new(path, "practice", "month", "attendances"), &mut |_| {})?;
    let seconds = start.elapsed().as_secs_f64();
    let rows = loaded.report.rows_kept;
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    println!(
        "{name:>14} {:>6.1} MB {rows} rows {seconds:>6.2} s ({} s of CPU) {:>5.2} million rows/s, peak {} MB, panel {} MB",
        loaded.report.bytes as f64 / 1e6,
        cpu_seconds().map_or("?".to_owned(), |cpu| format!("{cpu:.2}")),
        rows as f64 / seconds / 1e6,
        peak_megabytes().map_or("?".to_owned(), |peak| peak.to_string()),
        loaded.panel.units().len() * loaded.panel.periods().len() * 8 / 1_000_000,
    );
    Ok(())
}

/// Most memory that this process has held, where the system says.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1_000)
}

/// Processor time of this process in user and system, where the system says (in ticks of a hundredth).
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Some(ticks.sum::<Result<f64, _>>().ok()? / 100.0)
}

/// Unit, month from January 2010, value: rows in the order of months, as monthly returns arrive.
fn row(index: usize) -> (usize, usize, f64) {
    let units = ROWS / MONTHS + 1;
    let (month, unit) = (index / units, index % units);
    (unit, month, (unit * 31 + month * 17) as f64 % 5_000.0 + 0.25)
}

fn write_csv(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "practice,month,attendances,note")?;
    for index in 0..ROWS {
        let (unit, month, value) = row(index);
        writeln!(file, "P{unit:06},{}-{:02}-01,{value},provisional", 2010 + month / 12, month % 12 + 1)?;
    }
    Ok(file.flush()?)
}

fn write_parquet(path: &Path) -> Result<(), Box<dyn Error>> {
    let schema = "message panel { required binary practice (UTF8); required int32 month (DATE); required double attendances; }";
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let schema = Arc::new(parse_message_type(schema)?);
    let mut writer = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))?;
    for start in (0..ROWS).step_by(ROWS_A_GROUP) {
        let rows: Vec<(usize, usize, f64)> = (start..ROWS.min(start + ROWS_A_GROUP)).map(row).collect();
        let mut group = writer.next_row_group()?;
        let units: Vec<ByteArray> =
            rows.iter().map(|row| format!("P{:06}", row.0).into_bytes().into()).collect();
        let days: Result<Vec<i32>, _> = rows.iter().map(|row| first_of_month(row.1)).collect();
        let values: Vec<f64> = rows.iter().map(|row| row.2).collect();
        if let Some(mut column) = group.next_column()? {
            column.typed::<ByteArrayType>().write_batch(&units, None, None)?;
            column.close()?;
        }
        if let Some(mut column) = group.next_column()? {
            column.typed::<Int32Type>().write_batch(&days?, None, None)?;
            column.close()?;
        }
        if let Some(mut column) = group.next_column()? {
            column.typed::<DoubleType>().write_batch(&values, None, None)?;
            column.close()?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// Days from 1 January 1970 to the first of the month that is `months` after January 2010.
fn first_of_month(months: usize) -> Result<i32, Box<dyn Error>> {
    let text = format!("{}-{:02}-01", 2010 + months / 12, months % 12 + 1);
    Ok(i32::try_from(text.parse::<commonweal_quantity::Period>()?.ordinal())?)
}
